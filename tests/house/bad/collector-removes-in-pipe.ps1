# expect: Remove-Item is not on the list
Get-ChildItem -LiteralPath x | Remove-Item
