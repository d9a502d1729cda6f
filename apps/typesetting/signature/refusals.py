"""The refusals of this package; each carries one Chinese sentence for whoever asked."""


class CannotSeal(ValueError):
    """An image, a page or a certificate with which no seal can be set."""


class ServiceUnavailable(RuntimeError):
    """The sealing service cannot answer now: keys missing, program missing, no connection."""
