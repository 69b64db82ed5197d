"""The audit: every published figure beside the same figure recomputed from the extract in use."""

from perspectief_core.audit.auditing import audit
from perspectief_core.audit.rows import Audit, AuditRow, Printed, Reason, TableCount, Verdict

__all__ = ["Audit", "AuditRow", "Printed", "Reason", "TableCount", "Verdict", "audit"]
