"""The demonstration office: units, posts, people, plan, pairs, absences around a day.

Owns nothing that a real installation needs. Everything goes through the services.
"""

from apps.organisation.demo.load import load, sign_ins

__all__ = ["load", "sign_ins"]
