"""Typed configuration: a file, then the environment, then arguments; refused with a cure."""

from monitor.settings.channels import Channel
from monitor.settings.check import Known
from monitor.settings.lasting import lasting
from monitor.settings.load import load, problems
from monitor.settings.problem import ConfigurationError, Problem
from monitor.settings.receivers import Receiver, Webhook
from monitor.settings.secrets import coming_secret, is_retiring, renew_secret
from monitor.settings.shape import Sentiment, Settings, Web

__all__ = [
    "Channel",
    "ConfigurationError",
    "Known",
    "Problem",
    "Receiver",
    "Sentiment",
    "Settings",
    "Web",
    "Webhook",
    "coming_secret",
    "is_retiring",
    "lasting",
    "load",
    "problems",
    "renew_secret",
]
