"""Approvals: proposals that wait for a verdict."""
