"""Rows of the kernel; one module a noun."""

from apps.matters.models.attachment import Attachment
from apps.matters.models.clause_use import ClauseUse, StepCite
from apps.matters.models.decision_link import DecisionLink
from apps.matters.models.grant import MatterGroupObjectPermission, MatterUserObjectPermission
from apps.matters.models.handover import HandedStep, Handover
from apps.matters.models.link import Circulation, Link
from apps.matters.models.matter import Matter
from apps.matters.models.number import NumberEntry, NumberSeries
from apps.matters.models.participation import Participation
from apps.matters.models.proof import Finding, Requirement
from apps.matters.models.step import NO_DUE, Step
from apps.matters.models.step_note import StepNote

__all__ = [
    "NO_DUE",
    "Attachment",
    "Circulation",
    "ClauseUse",
    "DecisionLink",
    "Finding",
    "HandedStep",
    "Handover",
    "Link",
    "Matter",
    "MatterGroupObjectPermission",
    "MatterUserObjectPermission",
    "NumberEntry",
    "NumberSeries",
    "Participation",
    "Requirement",
    "Step",
    "StepCite",
    "StepNote",
]
