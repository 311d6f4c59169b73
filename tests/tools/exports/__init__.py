"""The organisation of a wizard's folder, written as exports of single cmdlets."""
