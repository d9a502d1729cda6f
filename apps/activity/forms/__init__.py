"""The shape of what is typed into the ledger; refusals of services are put beside their fields."""
