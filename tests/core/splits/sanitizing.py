"""Whether this is the run of the kernel's tests under the sanitizers of the compiler."""

SANITIZED = "PERSPECTIEF_SANITIZED"
"""Set in the environment of that run, in which everything takes several times as long."""
