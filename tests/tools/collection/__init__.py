"""Writes made-up collections of packaging/collector/Export-HybridCheck.ps1."""
