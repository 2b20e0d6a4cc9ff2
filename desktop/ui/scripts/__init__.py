"""Scripts (话术) beside a case: what to say, what not to, messages to copy; and the branch's own wording of them."""
