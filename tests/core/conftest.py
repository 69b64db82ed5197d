"""Settings of the laws: no time limit per example, because machines that test are often busy."""

from hypothesis import settings

settings.register_profile("core", deadline=None)
settings.load_profile("core")
