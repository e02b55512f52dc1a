"""Typed configuration: a file, then the environment, then arguments; refused with a cure."""

from monitor.settings.check import Known
from monitor.settings.lasting import lasting
from monitor.settings.load import load, problems
from monitor.settings.problem import ConfigurationError, Problem
from monitor.settings.shape import Settings, Webhook

__all__ = [
    "ConfigurationError",
    "Known",
    "Problem",
    "Settings",
    "Webhook",
    "lasting",
    "load",
    "problems",
]
