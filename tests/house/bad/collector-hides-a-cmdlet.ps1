# expect: a function's name could hide a cmdlet's
function Get-Item {
    return 1
}
