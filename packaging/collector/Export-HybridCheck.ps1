#Requires -Version 5.1
<#
.SYNOPSIS
    Writes the configuration that hybridcheck judges into one folder.  Reads only.

.DESCRIPTION
    Run it in the Exchange Management Shell of one Mailbox server (side OnPrem), in the Exchange
    Management Shell of each Edge Transport server (side Edge), and in a PowerShell session that is
    connected to Exchange Online (side Online).  Each run writes one folder with one file per cmdlet
    and a manifest.json.  Nothing is changed and nothing is sent anywhere.

    The one setting it touches is ViewEntireForest of the running session (Set-ADServerSettings), so
    that objects of all domains are seen; it is put back at the end.

.PARAMETER Side
    OnPrem, Edge or Online.  Without it the side is told by the session.

.PARAMETER OutputFolder
    The folder to write.  It must not exist or be empty.  Without it: a new folder below the current
    one, named after the side and the time.

.PARAMETER Redact
    Host names, domains, GUIDs and object names become pseudonyms (HMAC-SHA256 with a random key), and
    certificates are reduced to dates, key size, usages and the number of names.  The key is written
    beside the folder, as OutputFolder.key: keep it, and do not pass it on.

.PARAMETER KeyFile
    The .key file of an earlier run, so that several sides get the same pseudonyms.

.PARAMETER IncludeComments
    Also reads the Comment of connectors, which is free text.  Ignored with -Redact.

.EXAMPLE
    .\Export-HybridCheck.ps1

.EXAMPLE
    .\Export-HybridCheck.ps1 -Side Online -OutputFolder C:\Temp\online -Redact -KeyFile C:\Temp\onprem.key
#>
[CmdletBinding()]
param(
    [ValidateSet('OnPrem', 'Edge', 'Online')]
    [string] $Side,
    [string] $OutputFolder,
    [switch] $Redact,
    [string] $KeyFile,
    [switch] $IncludeComments
)

$ToolVersion = '1.0'
$ExchangeKey = 'HKLM:\SOFTWARE\Microsoft\ExchangeServer\v15'

# ---- pseudonyms ------------------------------------------------------------------------------------

# Names that are the same for everybody, and so tell nothing about anybody.
$PublicNames = @(
    'accounts.accesscontrol.windows.net', 'autodiscover-s.outlook.com', 'autodiscover.svc',
    'exchange.asmx', 'federationmetadata.xml', 'login.microsoftonline.com', 'login.windows.net',
    'mail.protection.outlook.com', 'outlook.office.com', 'outlook.office365.com', 'outlook.com',
    'services.asmx', 'sts.windows.net'
)

# What stands in front of these is somebody's own name, the suffix is not.  Longest first.
$PublicSuffixes = @(
    'mail.partner.onmschina.cn', 'mail.protection.outlook.com', 'mail.onmicrosoft.com',
    'mail.onmicrosoft.us', 'partner.onmschina.cn', 'protection.office365.us', 'onmicrosoft.com',
    'onmicrosoft.us', 'mx.microsoft', 'protection.outlook.com', 'prod.outlook.com', 'outlook.com'
)

# Names of objects that the wizard and set-up chose, whole: what only begins like one is somebody's.
$KnownLabels = '^(?:(?:Outbound to|Inbound from)(?: Office 365)?(?: - )? ?(?:[0-9a-f-]{36})?|' +
    '(?:HybridIOC|On-premises to O365|O365 to On-premises|ACS|EvoSts) - [0-9a-f-]{36}|' +
    'Default(?: Frontend| internal receive connector)?(?: \S+)?|Client (?:Proxy|Frontend) \S+|' +
    'Outbound Proxy Frontend \S+|Hybrid Domain - \S+|Hybrid Configuration|EWS \(Default Web Site\)|' +
    'Hybrid Migration Endpoint - EWS \(Default Web Site\)|Exchange Online|Auth Configuration|' +
    'Transport Settings|First Organization|EnableExchangeHybrid3PAppFeature)$'

$GuidPattern = '(?<guid>[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})'
$NamePattern = '(?<name>(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?\.)+\p{L}(?:[\p{L}\p{N}-]*[\p{L}\p{N}]))'

$Hmac = $null
$SecretWords = New-Object 'System.Collections.Generic.List[string]'

# Lower case hex of @Text's HMAC-SHA256, cut to @Length characters.
function Get-HcHash {
    param([string] $Text, [int] $Length)

    $octets = $Hmac.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($Text.ToLowerInvariant()))
    $hex = [System.BitConverter]::ToString($octets).Replace('-', '').ToLowerInvariant()
    return $hex.Substring(0, $Length)
}

# Label by label, so that a name under a domain stays under it, and E1 stays the first label of
# E1.example.
function Get-HcHostPseudonym {
    param([string] $Name)

    if ($PublicNames -contains $Name) { return $Name }
    foreach ($suffix in $PublicSuffixes) {
        if ($Name.EndsWith('.' + $suffix, [System.StringComparison]::OrdinalIgnoreCase)) {
            $front = $Name.Substring(0, $Name.Length - $suffix.Length - 1)
            return (Get-HcHostPseudonym $front) + '.' + $suffix
        }
        if ($Name -eq $suffix) { return $Name }
    }
    $labels = @(foreach ($label in $Name.Split('.')) { 'host-' + (Get-HcHash $label 8) })
    return ($labels -join '.')
}

function Get-HcGuidPseudonym {
    param([string] $Guid)

    # Microsoft's own applications are the same everywhere.
    if ($Guid.StartsWith('0000000')) { return $Guid }
    $hash = Get-HcHash $Guid 32
    return $hash.Substring(0, 8) + '-' + $hash.Substring(8, 4) + '-' + $hash.Substring(12, 4) + '-' +
        $hash.Substring(16, 4) + '-' + $hash.Substring(20, 12)
}

# The pattern of everything that has to go, as it is known by now.
function Get-HcSecretPattern {
    $pattern = $GuidPattern + '|' + $NamePattern
    if ($SecretWords.Count -gt 0) {
        $words = @(foreach ($word in $SecretWords) { [regex]::Escape($word) })
        $pattern = $pattern + '|(?<word>(?<![\p{L}\p{N}_-])(?:' + ($words -join '|') +
            ')(?![\p{L}\p{N}_-]))'
    }
    return $pattern
}

# @Text with its GUIDs, domain and host names replaced.
function Get-HcMasked {
    param([string] $Text)

    $masked = New-Object System.Text.StringBuilder
    $at = 0
    foreach ($match in [regex]::Matches($Text, (Get-HcSecretPattern), 'IgnoreCase')) {
        [void] $masked.Append($Text.Substring($at, $match.Index - $at))
        if ($match.Groups['guid'].Success) {
            [void] $masked.Append((Get-HcGuidPseudonym $match.Value))
        }
        else {
            [void] $masked.Append((Get-HcHostPseudonym $match.Value))
        }
        $at = $match.Index + $match.Length
    }
    [void] $masked.Append($Text.Substring($at))
    return $masked.ToString()
}

function Get-HcMaskedName {
    param([string] $Text)

    # A host name without a domain shows by being nothing else.
    if ($Text -match '^[\p{L}\p{N}_-]+$' -and $Text -notmatch ('^' + $GuidPattern + '$')) {
        return Get-HcHostPseudonym $Text
    }
    return Get-HcMasked $Text
}

# "E1\Default Frontend E1": names that people gave become "name-...", others lose what is secret.
function Get-HcMaskedLabel {
    param([string] $Text)

    $whole = '^(?:' + (Get-HcSecretPattern) + ')$'
    $parts = @(foreach ($part in $Text.Split('\')) {
            if ($part -match $KnownLabels -or $part -match $whole) { Get-HcMasked $part }
            else { 'name-' + (Get-HcHash $part 8) }
        })
    return ($parts -join '\')
}

# Issuer and subject keep what is compared: that they are the same, and the subject's common name.
function Get-HcMaskedIdentifier {
    param([string] $Text)

    $issuer = ''
    $subject = $Text
    if ($Text -match '^<I>(.*)<S>(.*)$') {
        $issuer = '<I>CN=name-' + (Get-HcHash $Matches[1] 8) + '<S>'
        $subject = $Matches[2]
    }
    if ($subject -match 'CN=([^,]+)') { return $issuer + 'CN=' + (Get-HcMaskedName $Matches[1]) }
    if ($subject -eq '') { return $issuer }
    return $issuer + 'CN=name-' + (Get-HcHash $subject 8)
}

# ---- values ----------------------------------------------------------------------------------------
#
# Each returns $null for $null: "empty".  A property that an object lacks is left out before.

function Get-HcText {
    param($Value)

    if ($null -eq $Value) { return $null }
    return [string] $Value
}

function Get-HcTextList {
    param($Value)

    $texts = @(foreach ($item in $Value) { [string] $item })
    return , ([string[]] $texts)
}

function Get-HcName {
    param($Value)

    if ($null -eq $Value) { return $null }
    if ($Redact) { return Get-HcMaskedName ([string] $Value) }
    return [string] $Value
}

function Get-HcNameList {
    param($Value)

    $texts = @(foreach ($item in $Value) { Get-HcName $item })
    return , ([string[]] $texts)
}

function Get-HcLabel {
    param($Value)

    if ($null -eq $Value) { return $null }
    if ($Redact) { return Get-HcMaskedLabel ([string] $Value) }
    return [string] $Value
}

function Get-HcIdentifier {
    param($Value)

    if ($null -eq $Value) { return $null }
    if ($Redact) { return Get-HcMaskedIdentifier ([string] $Value) }
    return [string] $Value
}

function Get-HcThumbprint {
    param($Value)

    if ([string]::IsNullOrEmpty([string] $Value)) { return Get-HcText $Value }
    if ($Redact) { return (Get-HcHash ([string] $Value) 40).ToUpperInvariant() }
    return [string] $Value
}

# UTC.  What has no zone is UTC already, as the names of these properties say.
function Get-HcTime {
    param($Value)

    if ($Value -isnot [datetime]) { return Get-HcText $Value }
    if ($Value.Kind -eq [System.DateTimeKind]::Unspecified) {
        return [datetime]::SpecifyKind($Value, [System.DateTimeKind]::Utc)
    }
    return $Value.ToUniversalTime()
}

# Only whether there is something: for passwords and accounts.
function Get-HcIsSet {
    param($Value)

    return ($null -ne $Value -and [string] $Value -ne '')
}

# Only how many: for lists of people.
function Get-HcCount {
    param($Value)

    return @(foreach ($item in $Value) { 1 }).Count
}

function Get-HcOctets {
    param($Value)

    if ($null -eq $Value) { return $null }
    return , ([byte[]] $Value)
}

# The object identifiers of a certificate's enhanced key usages.
function Get-HcUsages {
    param($Value)

    if ($null -eq $Value) { return $null }
    $certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, [byte[]] $Value)
    $usages = @(foreach ($extension in $certificate.Extensions) {
            if ($extension.Oid.Value -eq '2.5.29.37') {
                foreach ($usage in $extension.EnhancedKeyUsages) { $usage.Value }
            }
        })
    return , ([string[]] $usages)
}

# ---- what is collected -----------------------------------------------------------------------------

# >>> from collected.json: written by tests/tools/make-collector.py
$Collected = @(
    @{
        Side = 'onprem'; Cmdlet = 'Get-ExchangeServer'; Noun = 'ExchangeServer'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Fqdn'; Select = @{ Name = 'Fqdn'; Expression = { Get-HcName $_.Fqdn } } },
            @{ From = 'Edition'; Select = @{ Name = 'Edition'; Expression = { Get-HcText $_.Edition } } },
            @{ From = 'ServerRole'; Select = @{ Name = 'ServerRole'; Expression = { Get-HcText $_.ServerRole } } },
            @{ From = 'AdminDisplayVersion'; Select = @{ Name = 'AdminDisplayVersion'; Expression = { Get-HcText $_.AdminDisplayVersion } } },
            @{ From = 'Site'; Select = @{ Name = 'Site'; Expression = { Get-HcName $_.Site } } },
            @{ From = 'IsEdgeServer'; Select = @{ Name = 'IsEdgeServer'; Expression = { $_.IsEdgeServer } } },
            @{ From = 'IsHubTransportServer'; Select = @{ Name = 'IsHubTransportServer'; Expression = { $_.IsHubTransportServer } } },
            @{ From = 'IsFrontendTransportServer'; Select = @{ Name = 'IsFrontendTransportServer'; Expression = { $_.IsFrontendTransportServer } } },
            @{ From = 'IsMailboxServer'; Select = @{ Name = 'IsMailboxServer'; Expression = { $_.IsMailboxServer } } },
            @{ From = 'IsClientAccessServer'; Select = @{ Name = 'IsClientAccessServer'; Expression = { $_.IsClientAccessServer } } },
            @{ From = 'IsProvisionedServer'; Select = @{ Name = 'IsProvisionedServer'; Expression = { $_.IsProvisionedServer } } },
            @{ From = 'IsE15OrLater'; Select = @{ Name = 'IsE15OrLater'; Expression = { $_.IsE15OrLater } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-SendConnector'; Noun = 'SendConnector'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'AddressSpaces'; Select = @{ Name = 'AddressSpaces'; Expression = { Get-HcNameList $_.AddressSpaces } } },
            @{ From = 'ConnectedDomains'; Select = @{ Name = 'ConnectedDomains'; Expression = { Get-HcNameList $_.ConnectedDomains } } },
            @{ From = 'SmartHosts'; Select = @{ Name = 'SmartHosts'; Expression = { Get-HcNameList $_.SmartHosts } } },
            @{ From = 'SmartHostsString'; Select = @{ Name = 'SmartHostsString'; Expression = { Get-HcName $_.SmartHostsString } } },
            @{ From = 'DNSRoutingEnabled'; Select = @{ Name = 'DNSRoutingEnabled'; Expression = { $_.DNSRoutingEnabled } } },
            @{ From = 'Port'; Select = @{ Name = 'Port'; Expression = { $_.Port } } },
            @{ From = 'Fqdn'; Select = @{ Name = 'Fqdn'; Expression = { Get-HcName $_.Fqdn } } },
            @{ From = 'RequireTLS'; Select = @{ Name = 'RequireTLS'; Expression = { $_.RequireTLS } } },
            @{ From = 'TlsAuthLevel'; Select = @{ Name = 'TlsAuthLevel'; Expression = { Get-HcText $_.TlsAuthLevel } } },
            @{ From = 'TlsDomain'; Select = @{ Name = 'TlsDomain'; Expression = { Get-HcName $_.TlsDomain } } },
            @{ From = 'TlsCertificateName'; Select = @{ Name = 'TlsCertificateName'; Expression = { Get-HcIdentifier $_.TlsCertificateName } } },
            @{ From = 'CloudServicesMailEnabled'; Select = @{ Name = 'CloudServicesMailEnabled'; Expression = { $_.CloudServicesMailEnabled } } },
            @{ From = 'RequireOorg'; Select = @{ Name = 'RequireOorg'; Expression = { $_.RequireOorg } } },
            @{ From = 'ForceHELO'; Select = @{ Name = 'ForceHELO'; Expression = { $_.ForceHELO } } },
            @{ From = 'IgnoreSTARTTLS'; Select = @{ Name = 'IgnoreSTARTTLS'; Expression = { $_.IgnoreSTARTTLS } } },
            @{ From = 'FrontendProxyEnabled'; Select = @{ Name = 'FrontendProxyEnabled'; Expression = { $_.FrontendProxyEnabled } } },
            @{ From = 'DomainSecureEnabled'; Select = @{ Name = 'DomainSecureEnabled'; Expression = { $_.DomainSecureEnabled } } },
            @{ From = 'ErrorPolicies'; Select = @{ Name = 'ErrorPolicies'; Expression = { Get-HcText $_.ErrorPolicies } } },
            @{ From = 'ConnectorType'; Select = @{ Name = 'ConnectorType'; Expression = { Get-HcText $_.ConnectorType } } },
            @{ From = 'SmartHostAuthMechanism'; Select = @{ Name = 'SmartHostAuthMechanism'; Expression = { Get-HcText $_.SmartHostAuthMechanism } } },
            @{ From = 'AuthenticationCredential'; Select = @{ Name = 'HasAuthenticationCredential'; Expression = { Get-HcIsSet $_.AuthenticationCredential } } },
            @{ From = 'UseExternalDNSServersEnabled'; Select = @{ Name = 'UseExternalDNSServersEnabled'; Expression = { $_.UseExternalDNSServersEnabled } } },
            @{ From = 'SourceIPAddress'; Select = @{ Name = 'SourceIPAddress'; Expression = { Get-HcText $_.SourceIPAddress } } },
            @{ From = 'SourceTransportServers'; Select = @{ Name = 'SourceTransportServers'; Expression = { Get-HcNameList $_.SourceTransportServers } } },
            @{ From = 'SourceRoutingGroup'; Select = @{ Name = 'SourceRoutingGroup'; Expression = { Get-HcText $_.SourceRoutingGroup } } },
            @{ From = 'HomeMtaServerId'; Select = @{ Name = 'HomeMtaServerId'; Expression = { Get-HcName $_.HomeMtaServerId } } },
            @{ From = 'HomeMTA'; Select = @{ Name = 'HomeMTA'; Expression = { Get-HcName $_.HomeMTA } } },
            @{ From = 'IsScopedConnector'; Select = @{ Name = 'IsScopedConnector'; Expression = { $_.IsScopedConnector } } },
            @{ From = 'IsSmtpConnector'; Select = @{ Name = 'IsSmtpConnector'; Expression = { $_.IsSmtpConnector } } },
            @{ From = 'MaxMessageSize'; Select = @{ Name = 'MaxMessageSize'; Expression = { Get-HcText $_.MaxMessageSize } } },
            @{ From = 'SmtpMaxMessagesPerConnection'; Select = @{ Name = 'SmtpMaxMessagesPerConnection'; Expression = { $_.SmtpMaxMessagesPerConnection } } },
            @{ From = 'ConnectionInactivityTimeOut'; Select = @{ Name = 'ConnectionInactivityTimeOut'; Expression = { Get-HcText $_.ConnectionInactivityTimeOut } } },
            @{ From = 'ProtocolLoggingLevel'; Select = @{ Name = 'ProtocolLoggingLevel'; Expression = { Get-HcText $_.ProtocolLoggingLevel } } },
            @{ From = 'CertificateSubject'; Select = @{ Name = 'CertificateSubject'; Expression = { Get-HcIdentifier $_.CertificateSubject } } },
            @{ From = 'Comment'; Redact = 'leave'; Comment = $true; Select = @{ Name = 'Comment'; Expression = { Get-HcText $_.Comment } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-ReceiveConnector'; Noun = 'ReceiveConnector'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Server'; Select = @{ Name = 'Server'; Expression = { Get-HcName $_.Server } } },
            @{ From = 'TransportRole'; Select = @{ Name = 'TransportRole'; Expression = { Get-HcText $_.TransportRole } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'Bindings'; Select = @{ Name = 'Bindings'; Expression = { Get-HcTextList $_.Bindings } } },
            @{ From = 'RemoteIPRanges'; Select = @{ Name = 'RemoteIPRanges'; Expression = { Get-HcTextList $_.RemoteIPRanges } } },
            @{ From = 'Fqdn'; Select = @{ Name = 'Fqdn'; Expression = { Get-HcName $_.Fqdn } } },
            @{ From = 'AuthMechanism'; Select = @{ Name = 'AuthMechanism'; Expression = { Get-HcText $_.AuthMechanism } } },
            @{ From = 'PermissionGroups'; Select = @{ Name = 'PermissionGroups'; Expression = { Get-HcText $_.PermissionGroups } } },
            @{ From = 'RequireTLS'; Select = @{ Name = 'RequireTLS'; Expression = { $_.RequireTLS } } },
            @{ From = 'TlsCertificateName'; Select = @{ Name = 'TlsCertificateName'; Expression = { Get-HcIdentifier $_.TlsCertificateName } } },
            @{ From = 'TlsDomainCapabilities'; Select = @{ Name = 'TlsDomainCapabilities'; Expression = { Get-HcNameList $_.TlsDomainCapabilities } } },
            @{ From = 'DomainSecureEnabled'; Select = @{ Name = 'DomainSecureEnabled'; Expression = { $_.DomainSecureEnabled } } },
            @{ From = 'SuppressXAnonymousTls'; Select = @{ Name = 'SuppressXAnonymousTls'; Expression = { $_.SuppressXAnonymousTls } } },
            @{ From = 'EnableAuthGSSAPI'; Select = @{ Name = 'EnableAuthGSSAPI'; Expression = { $_.EnableAuthGSSAPI } } },
            @{ From = 'ExtendedProtectionPolicy'; Select = @{ Name = 'ExtendedProtectionPolicy'; Expression = { Get-HcText $_.ExtendedProtectionPolicy } } },
            @{ From = 'AdvertiseClientSettings'; Select = @{ Name = 'AdvertiseClientSettings'; Expression = { $_.AdvertiseClientSettings } } },
            @{ From = 'Banner'; Select = @{ Name = 'Banner'; Expression = { Get-HcName $_.Banner } } },
            @{ From = 'DefaultDomain'; Select = @{ Name = 'DefaultDomain'; Expression = { Get-HcName $_.DefaultDomain } } },
            @{ From = 'RequireEHLODomain'; Select = @{ Name = 'RequireEHLODomain'; Expression = { $_.RequireEHLODomain } } },
            @{ From = 'MaxMessageSize'; Select = @{ Name = 'MaxMessageSize'; Expression = { Get-HcText $_.MaxMessageSize } } },
            @{ From = 'MaxHeaderSize'; Select = @{ Name = 'MaxHeaderSize'; Expression = { Get-HcText $_.MaxHeaderSize } } },
            @{ From = 'MaxInboundConnection'; Select = @{ Name = 'MaxInboundConnection'; Expression = { Get-HcText $_.MaxInboundConnection } } },
            @{ From = 'MaxInboundConnectionPerSource'; Select = @{ Name = 'MaxInboundConnectionPerSource'; Expression = { Get-HcText $_.MaxInboundConnectionPerSource } } },
            @{ From = 'MaxInboundConnectionPercentagePerSource'; Select = @{ Name = 'MaxInboundConnectionPercentagePerSource'; Expression = { $_.MaxInboundConnectionPercentagePerSource } } },
            @{ From = 'MaxRecipientsPerMessage'; Select = @{ Name = 'MaxRecipientsPerMessage'; Expression = { $_.MaxRecipientsPerMessage } } },
            @{ From = 'MaxProtocolErrors'; Select = @{ Name = 'MaxProtocolErrors'; Expression = { Get-HcText $_.MaxProtocolErrors } } },
            @{ From = 'MessageRateLimit'; Select = @{ Name = 'MessageRateLimit'; Expression = { Get-HcText $_.MessageRateLimit } } },
            @{ From = 'MessageRateSource'; Select = @{ Name = 'MessageRateSource'; Expression = { Get-HcText $_.MessageRateSource } } },
            @{ From = 'TarpitInterval'; Select = @{ Name = 'TarpitInterval'; Expression = { Get-HcText $_.TarpitInterval } } },
            @{ From = 'ConnectionTimeout'; Select = @{ Name = 'ConnectionTimeout'; Expression = { Get-HcText $_.ConnectionTimeout } } },
            @{ From = 'ConnectionInactivityTimeout'; Select = @{ Name = 'ConnectionInactivityTimeout'; Expression = { Get-HcText $_.ConnectionInactivityTimeout } } },
            @{ From = 'SizeEnabled'; Select = @{ Name = 'SizeEnabled'; Expression = { Get-HcText $_.SizeEnabled } } },
            @{ From = 'ChunkingEnabled'; Select = @{ Name = 'ChunkingEnabled'; Expression = { $_.ChunkingEnabled } } },
            @{ From = 'BareLinefeedRejectionEnabled'; Select = @{ Name = 'BareLinefeedRejectionEnabled'; Expression = { $_.BareLinefeedRejectionEnabled } } },
            @{ From = 'SmtpUtf8Enabled'; Select = @{ Name = 'SmtpUtf8Enabled'; Expression = { $_.SmtpUtf8Enabled } } },
            @{ From = 'OrarEnabled'; Select = @{ Name = 'OrarEnabled'; Expression = { $_.OrarEnabled } } },
            @{ From = 'ProxyEnabled'; Select = @{ Name = 'ProxyEnabled'; Expression = { $_.ProxyEnabled } } },
            @{ From = 'ProtocolLoggingLevel'; Select = @{ Name = 'ProtocolLoggingLevel'; Expression = { Get-HcText $_.ProtocolLoggingLevel } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-HybridConfiguration'; Noun = 'HybridConfiguration'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'ClientAccessServers'; Select = @{ Name = 'ClientAccessServers'; Expression = { Get-HcNameList $_.ClientAccessServers } } },
            @{ From = 'EdgeTransportServers'; Select = @{ Name = 'EdgeTransportServers'; Expression = { Get-HcNameList $_.EdgeTransportServers } } },
            @{ From = 'ReceivingTransportServers'; Select = @{ Name = 'ReceivingTransportServers'; Expression = { Get-HcNameList $_.ReceivingTransportServers } } },
            @{ From = 'SendingTransportServers'; Select = @{ Name = 'SendingTransportServers'; Expression = { Get-HcNameList $_.SendingTransportServers } } },
            @{ From = 'OnPremisesSmartHost'; Select = @{ Name = 'OnPremisesSmartHost'; Expression = { Get-HcName $_.OnPremisesSmartHost } } },
            @{ From = 'Domains'; Select = @{ Name = 'Domains'; Expression = { Get-HcNameList $_.Domains } } },
            @{ From = 'Features'; Select = @{ Name = 'Features'; Expression = { Get-HcTextList $_.Features } } },
            @{ From = 'ExternalIPAddresses'; Select = @{ Name = 'ExternalIPAddresses'; Expression = { Get-HcTextList $_.ExternalIPAddresses } } },
            @{ From = 'TlsCertificateName'; Select = @{ Name = 'TlsCertificateName'; Expression = { Get-HcIdentifier $_.TlsCertificateName } } },
            @{ From = 'ServiceInstance'; Select = @{ Name = 'ServiceInstance'; Expression = { $_.ServiceInstance } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-AcceptedDomain'; Noun = 'AcceptedDomain'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'DomainName'; Select = @{ Name = 'DomainName'; Expression = { Get-HcName $_.DomainName } } },
            @{ From = 'DomainType'; Select = @{ Name = 'DomainType'; Expression = { Get-HcText $_.DomainType } } },
            @{ From = 'Default'; Select = @{ Name = 'Default'; Expression = { $_.Default } } },
            @{ From = 'MatchSubDomains'; Select = @{ Name = 'MatchSubDomains'; Expression = { $_.MatchSubDomains } } },
            @{ From = 'AddressBookEnabled'; Select = @{ Name = 'AddressBookEnabled'; Expression = { $_.AddressBookEnabled } } },
            @{ From = 'OutboundOnly'; Select = @{ Name = 'OutboundOnly'; Expression = { $_.OutboundOnly } } },
            @{ From = 'InitialDomain'; Select = @{ Name = 'InitialDomain'; Expression = { $_.InitialDomain } } },
            @{ From = 'IsCoexistenceDomain'; Select = @{ Name = 'IsCoexistenceDomain'; Expression = { $_.IsCoexistenceDomain } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-RemoteDomain'; Noun = 'RemoteDomain'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'DomainName'; Select = @{ Name = 'DomainName'; Expression = { Get-HcName $_.DomainName } } },
            @{ From = 'TargetDeliveryDomain'; Select = @{ Name = 'TargetDeliveryDomain'; Expression = { $_.TargetDeliveryDomain } } },
            @{ From = 'TrustedMailInboundEnabled'; Select = @{ Name = 'TrustedMailInboundEnabled'; Expression = { $_.TrustedMailInboundEnabled } } },
            @{ From = 'TrustedMailOutboundEnabled'; Select = @{ Name = 'TrustedMailOutboundEnabled'; Expression = { $_.TrustedMailOutboundEnabled } } },
            @{ From = 'IsInternal'; Select = @{ Name = 'IsInternal'; Expression = { $_.IsInternal } } },
            @{ From = 'AllowedOOFType'; Select = @{ Name = 'AllowedOOFType'; Expression = { Get-HcText $_.AllowedOOFType } } },
            @{ From = 'AutoForwardEnabled'; Select = @{ Name = 'AutoForwardEnabled'; Expression = { $_.AutoForwardEnabled } } },
            @{ From = 'AutoReplyEnabled'; Select = @{ Name = 'AutoReplyEnabled'; Expression = { $_.AutoReplyEnabled } } },
            @{ From = 'DeliveryReportEnabled'; Select = @{ Name = 'DeliveryReportEnabled'; Expression = { $_.DeliveryReportEnabled } } },
            @{ From = 'NDREnabled'; Select = @{ Name = 'NDREnabled'; Expression = { $_.NDREnabled } } },
            @{ From = 'TNEFEnabled'; Select = @{ Name = 'TNEFEnabled'; Expression = { $_.TNEFEnabled } } },
            @{ From = 'ByteEncoderTypeFor7BitCharsets'; Select = @{ Name = 'ByteEncoderTypeFor7BitCharsets'; Expression = { Get-HcText $_.ByteEncoderTypeFor7BitCharsets } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-EmailAddressPolicy'; Noun = 'EmailAddressPolicy'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Priority'; Select = @{ Name = 'Priority'; Expression = { Get-HcText $_.Priority } } },
            @{ From = 'EnabledPrimarySMTPAddressTemplate'; Select = @{ Name = 'EnabledPrimarySMTPAddressTemplate'; Expression = { Get-HcName $_.EnabledPrimarySMTPAddressTemplate } } },
            @{ From = 'EnabledEmailAddressTemplates'; Select = @{ Name = 'EnabledEmailAddressTemplates'; Expression = { Get-HcNameList $_.EnabledEmailAddressTemplates } } },
            @{ From = 'DisabledEmailAddressTemplates'; Select = @{ Name = 'DisabledEmailAddressTemplates'; Expression = { Get-HcNameList $_.DisabledEmailAddressTemplates } } },
            @{ From = 'NonAuthoritativeDomains'; Select = @{ Name = 'NonAuthoritativeDomains'; Expression = { Get-HcNameList $_.NonAuthoritativeDomains } } },
            @{ From = 'RecipientFilterType'; Select = @{ Name = 'RecipientFilterType'; Expression = { Get-HcText $_.RecipientFilterType } } },
            @{ From = 'RecipientFilterApplied'; Select = @{ Name = 'RecipientFilterApplied'; Expression = { $_.RecipientFilterApplied } } },
            @{ From = 'HasEmailAddressSetting'; Select = @{ Name = 'HasEmailAddressSetting'; Expression = { $_.HasEmailAddressSetting } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-TransportConfig'; Noun = 'TransportConfig'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'InternalSMTPServers'; Select = @{ Name = 'InternalSMTPServers'; Expression = { Get-HcTextList $_.InternalSMTPServers } } },
            @{ From = 'TLSReceiveDomainSecureList'; Select = @{ Name = 'TLSReceiveDomainSecureList'; Expression = { Get-HcNameList $_.TLSReceiveDomainSecureList } } },
            @{ From = 'TLSSendDomainSecureList'; Select = @{ Name = 'TLSSendDomainSecureList'; Expression = { Get-HcNameList $_.TLSSendDomainSecureList } } },
            @{ From = 'MaxReceiveSize'; Select = @{ Name = 'MaxReceiveSize'; Expression = { Get-HcText $_.MaxReceiveSize } } },
            @{ From = 'MaxSendSize'; Select = @{ Name = 'MaxSendSize'; Expression = { Get-HcText $_.MaxSendSize } } },
            @{ From = 'MaxRecipientEnvelopeLimit'; Select = @{ Name = 'MaxRecipientEnvelopeLimit'; Expression = { Get-HcText $_.MaxRecipientEnvelopeLimit } } },
            @{ From = 'ExternalPostmasterAddress'; Select = @{ Name = 'ExternalPostmasterAddress'; Expression = { Get-HcName $_.ExternalPostmasterAddress } } },
            @{ From = 'HeaderPromotionModeSetting'; Select = @{ Name = 'HeaderPromotionModeSetting'; Expression = { Get-HcText $_.HeaderPromotionModeSetting } } },
            @{ From = 'Rfc2231EncodingEnabled'; Select = @{ Name = 'Rfc2231EncodingEnabled'; Expression = { $_.Rfc2231EncodingEnabled } } },
            @{ From = 'SmtpClientAuthenticationDisabled'; Select = @{ Name = 'SmtpClientAuthenticationDisabled'; Expression = { $_.SmtpClientAuthenticationDisabled } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-TransportService'; Noun = 'TransportService'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'ExternalDNSServers'; Select = @{ Name = 'ExternalDNSServers'; Expression = { Get-HcTextList $_.ExternalDNSServers } } },
            @{ From = 'ExternalDNSAdapterEnabled'; Select = @{ Name = 'ExternalDNSAdapterEnabled'; Expression = { $_.ExternalDNSAdapterEnabled } } },
            @{ From = 'ExternalDNSProtocolOption'; Select = @{ Name = 'ExternalDNSProtocolOption'; Expression = { Get-HcText $_.ExternalDNSProtocolOption } } },
            @{ From = 'InternalDNSServers'; Select = @{ Name = 'InternalDNSServers'; Expression = { Get-HcTextList $_.InternalDNSServers } } },
            @{ From = 'InternalDNSAdapterEnabled'; Select = @{ Name = 'InternalDNSAdapterEnabled'; Expression = { $_.InternalDNSAdapterEnabled } } },
            @{ From = 'InternalDNSProtocolOption'; Select = @{ Name = 'InternalDNSProtocolOption'; Expression = { Get-HcText $_.InternalDNSProtocolOption } } },
            @{ From = 'ExternalIPAddress'; Select = @{ Name = 'ExternalIPAddress'; Expression = { Get-HcText $_.ExternalIPAddress } } },
            @{ From = 'MaxOutboundConnections'; Select = @{ Name = 'MaxOutboundConnections'; Expression = { Get-HcText $_.MaxOutboundConnections } } },
            @{ From = 'MaxPerDomainOutboundConnections'; Select = @{ Name = 'MaxPerDomainOutboundConnections'; Expression = { Get-HcText $_.MaxPerDomainOutboundConnections } } },
            @{ From = 'MessageRetryInterval'; Select = @{ Name = 'MessageRetryInterval'; Expression = { Get-HcText $_.MessageRetryInterval } } },
            @{ From = 'MessageExpirationTimeout'; Select = @{ Name = 'MessageExpirationTimeout'; Expression = { Get-HcText $_.MessageExpirationTimeout } } },
            @{ From = 'ReceiveProtocolLogPath'; Redact = 'leave'; Select = @{ Name = 'ReceiveProtocolLogPath'; Expression = { Get-HcText $_.ReceiveProtocolLogPath } } },
            @{ From = 'SendProtocolLogPath'; Redact = 'leave'; Select = @{ Name = 'SendProtocolLogPath'; Expression = { Get-HcText $_.SendProtocolLogPath } } },
            @{ From = 'AntispamAgentsEnabled'; Select = @{ Name = 'AntispamAgentsEnabled'; Expression = { $_.AntispamAgentsEnabled } } },
            @{ From = 'InternalTransportCertificateThumbprint'; Select = @{ Name = 'InternalTransportCertificateThumbprint'; Expression = { Get-HcThumbprint $_.InternalTransportCertificateThumbprint } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-OrganizationConfig'; Noun = 'OrganizationConfig'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'AdminDisplayVersion'; Select = @{ Name = 'AdminDisplayVersion'; Expression = { Get-HcText $_.AdminDisplayVersion } } },
            @{ From = 'IsDehydrated'; Select = @{ Name = 'IsDehydrated'; Expression = { $_.IsDehydrated } } },
            @{ From = 'HybridConfigurationStatus'; Select = @{ Name = 'HybridConfigurationStatus'; Expression = { Get-HcText $_.HybridConfigurationStatus } } },
            @{ From = 'OAuth2ClientProfileEnabled'; Select = @{ Name = 'OAuth2ClientProfileEnabled'; Expression = { $_.OAuth2ClientProfileEnabled } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-OrganizationRelationship'; Noun = 'OrganizationRelationship'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'DomainNames'; Select = @{ Name = 'DomainNames'; Expression = { Get-HcNameList $_.DomainNames } } },
            @{ From = 'FreeBusyAccessEnabled'; Select = @{ Name = 'FreeBusyAccessEnabled'; Expression = { $_.FreeBusyAccessEnabled } } },
            @{ From = 'FreeBusyAccessLevel'; Select = @{ Name = 'FreeBusyAccessLevel'; Expression = { Get-HcText $_.FreeBusyAccessLevel } } },
            @{ From = 'FreeBusyAccessScope'; Redact = 'leave'; Select = @{ Name = 'FreeBusyAccessScope'; Expression = { Get-HcText $_.FreeBusyAccessScope } } },
            @{ From = 'MailboxMoveEnabled'; Select = @{ Name = 'MailboxMoveEnabled'; Expression = { $_.MailboxMoveEnabled } } },
            @{ From = 'MailboxMoveDirection'; Select = @{ Name = 'MailboxMoveDirection'; Expression = { Get-HcText $_.MailboxMoveDirection } } },
            @{ From = 'MailTipsAccessEnabled'; Select = @{ Name = 'MailTipsAccessEnabled'; Expression = { $_.MailTipsAccessEnabled } } },
            @{ From = 'MailTipsAccessLevel'; Select = @{ Name = 'MailTipsAccessLevel'; Expression = { Get-HcText $_.MailTipsAccessLevel } } },
            @{ From = 'MailTipsAccessScope'; Redact = 'leave'; Select = @{ Name = 'MailTipsAccessScope'; Expression = { Get-HcText $_.MailTipsAccessScope } } },
            @{ From = 'DeliveryReportEnabled'; Select = @{ Name = 'DeliveryReportEnabled'; Expression = { $_.DeliveryReportEnabled } } },
            @{ From = 'PhotosEnabled'; Select = @{ Name = 'PhotosEnabled'; Expression = { $_.PhotosEnabled } } },
            @{ From = 'ArchiveAccessEnabled'; Select = @{ Name = 'ArchiveAccessEnabled'; Expression = { $_.ArchiveAccessEnabled } } },
            @{ From = 'TargetApplicationUri'; Select = @{ Name = 'TargetApplicationUri'; Expression = { Get-HcName $_.TargetApplicationUri } } },
            @{ From = 'TargetAutodiscoverEpr'; Select = @{ Name = 'TargetAutodiscoverEpr'; Expression = { Get-HcName $_.TargetAutodiscoverEpr } } },
            @{ From = 'TargetSharingEpr'; Select = @{ Name = 'TargetSharingEpr'; Expression = { Get-HcName $_.TargetSharingEpr } } },
            @{ From = 'TargetOwaURL'; Select = @{ Name = 'TargetOwaURL'; Expression = { Get-HcName $_.TargetOwaURL } } },
            @{ From = 'OrganizationContact'; Redact = 'leave'; Select = @{ Name = 'OrganizationContact'; Expression = { Get-HcText $_.OrganizationContact } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-IntraOrganizationConnector'; Noun = 'IntraOrganizationConnector'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'TargetAddressDomains'; Select = @{ Name = 'TargetAddressDomains'; Expression = { Get-HcNameList $_.TargetAddressDomains } } },
            @{ From = 'DiscoveryEndpoint'; Select = @{ Name = 'DiscoveryEndpoint'; Expression = { Get-HcName $_.DiscoveryEndpoint } } },
            @{ From = 'TargetSharingEpr'; Select = @{ Name = 'TargetSharingEpr'; Expression = { Get-HcName $_.TargetSharingEpr } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-IntraOrganizationConfiguration'; Noun = 'IntraOrganizationConfiguration'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'OnlineDiscoveryEndpoint'; Select = @{ Name = 'OnlineDiscoveryEndpoint'; Expression = { Get-HcName $_.OnlineDiscoveryEndpoint } } },
            @{ From = 'OnlineTargetAddress'; Select = @{ Name = 'OnlineTargetAddress'; Expression = { Get-HcName $_.OnlineTargetAddress } } },
            @{ From = 'OnPremiseDiscoveryEndpoint'; Select = @{ Name = 'OnPremiseDiscoveryEndpoint'; Expression = { Get-HcName $_.OnPremiseDiscoveryEndpoint } } },
            @{ From = 'OnPremiseTargetAddresses'; Select = @{ Name = 'OnPremiseTargetAddresses'; Expression = { Get-HcNameList $_.OnPremiseTargetAddresses } } },
            @{ From = 'OnPremiseWebServiceEndpoint'; Select = @{ Name = 'OnPremiseWebServiceEndpoint'; Expression = { Get-HcName $_.OnPremiseWebServiceEndpoint } } },
            @{ From = 'DeploymentIsCompleteIOCReady'; Select = @{ Name = 'DeploymentIsCompleteIOCReady'; Expression = { $_.DeploymentIsCompleteIOCReady } } },
            @{ From = 'HasNonIOCReadyExchangeCASServerVersions'; Select = @{ Name = 'HasNonIOCReadyExchangeCASServerVersions'; Expression = { $_.HasNonIOCReadyExchangeCASServerVersions } } },
            @{ From = 'HasNonIOCReadyExchangeMailboxServerVersions'; Select = @{ Name = 'HasNonIOCReadyExchangeMailboxServerVersions'; Expression = { $_.HasNonIOCReadyExchangeMailboxServerVersions } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-AvailabilityAddressSpace'; Noun = 'AvailabilityAddressSpace'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'ForestName'; Select = @{ Name = 'ForestName'; Expression = { Get-HcName $_.ForestName } } },
            @{ From = 'AccessMethod'; Select = @{ Name = 'AccessMethod'; Expression = { Get-HcText $_.AccessMethod } } },
            @{ From = 'ProxyUrl'; Select = @{ Name = 'ProxyUrl'; Expression = { Get-HcName $_.ProxyUrl } } },
            @{ From = 'UseServiceAccount'; Select = @{ Name = 'UseServiceAccount'; Expression = { $_.UseServiceAccount } } },
            @{ From = 'TargetAutodiscoverEpr'; Select = @{ Name = 'TargetAutodiscoverEpr'; Expression = { Get-HcName $_.TargetAutodiscoverEpr } } },
            @{ From = 'UserName'; Select = @{ Name = 'HasUserName'; Expression = { Get-HcIsSet $_.UserName } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-FederationTrust'; Noun = 'FederationTrust'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'ApplicationIdentifier'; Select = @{ Name = 'ApplicationIdentifier'; Expression = { Get-HcName $_.ApplicationIdentifier } } },
            @{ From = 'ApplicationUri'; Select = @{ Name = 'ApplicationUri'; Expression = { Get-HcName $_.ApplicationUri } } },
            @{ From = 'TokenIssuerUri'; Select = @{ Name = 'TokenIssuerUri'; Expression = { Get-HcText $_.TokenIssuerUri } } },
            @{ From = 'TokenIssuerMetadataEpr'; Select = @{ Name = 'TokenIssuerMetadataEpr'; Expression = { Get-HcText $_.TokenIssuerMetadataEpr } } },
            @{ From = 'MetadataEpr'; Select = @{ Name = 'MetadataEpr'; Expression = { Get-HcText $_.MetadataEpr } } },
            @{ From = 'TokenIssuerType'; Select = @{ Name = 'TokenIssuerType'; Expression = { Get-HcText $_.TokenIssuerType } } },
            @{ From = 'OrgPrivCertificate'; Select = @{ Name = 'OrgPrivCertificate'; Expression = { Get-HcThumbprint $_.OrgPrivCertificate } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-AuthConfig'; Noun = 'AuthConfig'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'CurrentCertificateThumbprint'; Select = @{ Name = 'CurrentCertificateThumbprint'; Expression = { Get-HcThumbprint $_.CurrentCertificateThumbprint } } },
            @{ From = 'PreviousCertificateThumbprint'; Select = @{ Name = 'PreviousCertificateThumbprint'; Expression = { Get-HcThumbprint $_.PreviousCertificateThumbprint } } },
            @{ From = 'NextCertificateThumbprint'; Select = @{ Name = 'NextCertificateThumbprint'; Expression = { Get-HcThumbprint $_.NextCertificateThumbprint } } },
            @{ From = 'NextCertificateEffectiveDate'; Select = @{ Name = 'NextCertificateEffectiveDate'; Expression = { Get-HcTime $_.NextCertificateEffectiveDate } } },
            @{ From = 'ServiceName'; Select = @{ Name = 'ServiceName'; Expression = { Get-HcText $_.ServiceName } } },
            @{ From = 'Realm'; Select = @{ Name = 'Realm'; Expression = { Get-HcName $_.Realm } } },
            @{ From = 'IssuerIdentifier'; Select = @{ Name = 'IssuerIdentifier'; Expression = { Get-HcName $_.IssuerIdentifier } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-AuthServer'; Noun = 'AuthServer'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'Type'; Select = @{ Name = 'Type'; Expression = { Get-HcText $_.Type } } },
            @{ From = 'Realm'; Select = @{ Name = 'Realm'; Expression = { Get-HcName $_.Realm } } },
            @{ From = 'IssuerIdentifier'; Select = @{ Name = 'IssuerIdentifier'; Expression = { Get-HcName $_.IssuerIdentifier } } },
            @{ From = 'ApplicationIdentifier'; Select = @{ Name = 'ApplicationIdentifier'; Expression = { Get-HcName $_.ApplicationIdentifier } } },
            @{ From = 'DomainName'; Select = @{ Name = 'DomainName'; Expression = { Get-HcNameList $_.DomainName } } },
            @{ From = 'TokenIssuingEndpoint'; Select = @{ Name = 'TokenIssuingEndpoint'; Expression = { Get-HcName $_.TokenIssuingEndpoint } } },
            @{ From = 'AuthorizationEndpoint'; Select = @{ Name = 'AuthorizationEndpoint'; Expression = { Get-HcName $_.AuthorizationEndpoint } } },
            @{ From = 'AuthMetadataUrl'; Select = @{ Name = 'AuthMetadataUrl'; Expression = { Get-HcName $_.AuthMetadataUrl } } },
            @{ From = 'IsDefaultAuthorizationEndpoint'; Select = @{ Name = 'IsDefaultAuthorizationEndpoint'; Expression = { $_.IsDefaultAuthorizationEndpoint } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-PartnerApplication'; Noun = 'PartnerApplication'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'ApplicationIdentifier'; Select = @{ Name = 'ApplicationIdentifier'; Expression = { Get-HcName $_.ApplicationIdentifier } } },
            @{ From = 'UseAuthServer'; Select = @{ Name = 'UseAuthServer'; Expression = { $_.UseAuthServer } } },
            @{ From = 'AcceptSecurityIdentifierInformation'; Select = @{ Name = 'AcceptSecurityIdentifierInformation'; Expression = { $_.AcceptSecurityIdentifierInformation } } },
            @{ From = 'LinkedAccount'; Redact = 'leave'; Select = @{ Name = 'LinkedAccount'; Expression = { Get-HcText $_.LinkedAccount } } },
            @{ From = 'Realm'; Select = @{ Name = 'Realm'; Expression = { Get-HcName $_.Realm } } },
            @{ From = 'AuthMetadataUrl'; Select = @{ Name = 'AuthMetadataUrl'; Expression = { Get-HcName $_.AuthMetadataUrl } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-EdgeSubscription'; Noun = 'EdgeSubscription'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Site'; Select = @{ Name = 'Site'; Expression = { Get-HcName $_.Site } } },
            @{ From = 'Domain'; Select = @{ Name = 'Domain'; Expression = { Get-HcName $_.Domain } } },
            @{ From = 'CreateUtc'; Select = @{ Name = 'CreateUtc'; Expression = { Get-HcTime $_.CreateUtc } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-SettingOverride'; Noun = 'SettingOverride'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'ComponentName'; Select = @{ Name = 'ComponentName'; Expression = { Get-HcText $_.ComponentName } } },
            @{ From = 'SectionName'; Select = @{ Name = 'SectionName'; Expression = { Get-HcText $_.SectionName } } },
            @{ From = 'Parameters'; Select = @{ Name = 'Parameters'; Expression = { Get-HcTextList $_.Parameters } } },
            @{ From = 'MinVersion'; Select = @{ Name = 'MinVersion'; Expression = { Get-HcText $_.MinVersion } } },
            @{ From = 'MaxVersion'; Select = @{ Name = 'MaxVersion'; Expression = { Get-HcText $_.MaxVersion } } },
            @{ From = 'FixVersion'; Select = @{ Name = 'FixVersion'; Expression = { Get-HcText $_.FixVersion } } },
            @{ From = 'Server'; Select = @{ Name = 'Server'; Expression = { Get-HcNameList $_.Server } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-WebServicesVirtualDirectory'; Noun = 'WebServicesVirtualDirectory'
        Per = 'organisation'; Parameters = @{ ADPropertiesOnly = $true }
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Server'; Select = @{ Name = 'Server'; Expression = { Get-HcName $_.Server } } },
            @{ From = 'InternalUrl'; Select = @{ Name = 'InternalUrl'; Expression = { Get-HcName $_.InternalUrl } } },
            @{ From = 'ExternalUrl'; Select = @{ Name = 'ExternalUrl'; Expression = { Get-HcName $_.ExternalUrl } } },
            @{ From = 'InternalNLBBypassUrl'; Select = @{ Name = 'InternalNLBBypassUrl'; Expression = { Get-HcName $_.InternalNLBBypassUrl } } },
            @{ From = 'MRSProxyEnabled'; Select = @{ Name = 'MRSProxyEnabled'; Expression = { $_.MRSProxyEnabled } } },
            @{ From = 'OAuthAuthentication'; Select = @{ Name = 'OAuthAuthentication'; Expression = { $_.OAuthAuthentication } } },
            @{ From = 'WSSecurityAuthentication'; Select = @{ Name = 'WSSecurityAuthentication'; Expression = { $_.WSSecurityAuthentication } } },
            @{ From = 'BasicAuthentication'; Select = @{ Name = 'BasicAuthentication'; Expression = { $_.BasicAuthentication } } },
            @{ From = 'WindowsAuthentication'; Select = @{ Name = 'WindowsAuthentication'; Expression = { $_.WindowsAuthentication } } },
            @{ From = 'ExtendedProtectionTokenChecking'; Select = @{ Name = 'ExtendedProtectionTokenChecking'; Expression = { Get-HcText $_.ExtendedProtectionTokenChecking } } },
            @{ From = 'ExtendedProtectionFlags'; Select = @{ Name = 'ExtendedProtectionFlags'; Expression = { Get-HcTextList $_.ExtendedProtectionFlags } } },
            @{ From = 'AdminDisplayVersion'; Select = @{ Name = 'AdminDisplayVersion'; Expression = { Get-HcText $_.AdminDisplayVersion } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'Get-ExchangeCertificate'; Noun = 'ExchangeCertificate'
        Per = 'server'; Parameters = @{}
        Properties = @(
            @{ From = 'Thumbprint'; Select = @{ Name = 'Thumbprint'; Expression = { Get-HcThumbprint $_.Thumbprint } } },
            @{ From = 'Subject'; Select = @{ Name = 'Subject'; Expression = { Get-HcIdentifier $_.Subject } } },
            @{ From = 'Issuer'; Redact = 'leave'; Select = @{ Name = 'Issuer'; Expression = { Get-HcText $_.Issuer } } },
            @{ From = 'SerialNumber'; Redact = 'leave'; Select = @{ Name = 'SerialNumber'; Expression = { Get-HcText $_.SerialNumber } } },
            @{ From = 'NotBefore'; Select = @{ Name = 'NotBefore'; Expression = { Get-HcTime $_.NotBefore } } },
            @{ From = 'NotAfter'; Select = @{ Name = 'NotAfter'; Expression = { Get-HcTime $_.NotAfter } } },
            @{ From = 'Services'; Select = @{ Name = 'Services'; Expression = { Get-HcText $_.Services } } },
            @{ From = 'Status'; Select = @{ Name = 'Status'; Expression = { Get-HcText $_.Status } } },
            @{ From = 'CertificateDomains'; Redact = 'leave'; Select = @{ Name = 'CertificateDomains'; Expression = { Get-HcTextList $_.CertificateDomains } } },
            @{ From = 'CertificateDomains'; Select = @{ Name = 'CertificateDomainsCount'; Expression = { Get-HcCount $_.CertificateDomains } } },
            @{ From = 'IsSelfSigned'; Select = @{ Name = 'IsSelfSigned'; Expression = { $_.IsSelfSigned } } },
            @{ From = 'HasPrivateKey'; Select = @{ Name = 'HasPrivateKey'; Expression = { $_.HasPrivateKey } } },
            @{ From = 'RootCAType'; Select = @{ Name = 'RootCAType'; Expression = { Get-HcText $_.RootCAType } } },
            @{ From = 'PrivateKeyExportable'; Select = @{ Name = 'PrivateKeyExportable'; Expression = { $_.PrivateKeyExportable } } },
            @{ From = 'PublicKeySize'; Select = @{ Name = 'PublicKeySize'; Expression = { $_.PublicKeySize } } },
            @{ From = 'RawData'; Select = @{ Name = 'EnhancedKeyUsages'; Expression = { Get-HcUsages $_.RawData } } },
            @{ From = 'RawData'; Redact = 'leave'; Select = @{ Name = 'RawData'; Expression = { Get-HcOctets $_.RawData } } }
        )
    },
    @{
        Side = 'onprem'; Cmdlet = 'ExSetup.exe'; Noun = 'ExSetup'
        Per = 'server'; Parameters = @{}
        Properties = @(
            @{ From = 'FileVersion'; Select = @{ Name = 'FileVersion'; Expression = { Get-HcText $_.FileVersion } } },
            @{ From = 'ProductVersion'; Select = @{ Name = 'ProductVersion'; Expression = { Get-HcText $_.ProductVersion } } },
            @{ From = 'FileMajorPart'; Select = @{ Name = 'FileMajorPart'; Expression = { $_.FileMajorPart } } },
            @{ From = 'FileMinorPart'; Select = @{ Name = 'FileMinorPart'; Expression = { $_.FileMinorPart } } },
            @{ From = 'FileBuildPart'; Select = @{ Name = 'FileBuildPart'; Expression = { $_.FileBuildPart } } },
            @{ From = 'FilePrivatePart'; Select = @{ Name = 'FilePrivatePart'; Expression = { $_.FilePrivatePart } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'Get-ExchangeServer'; Noun = 'ExchangeServer'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Fqdn'; Select = @{ Name = 'Fqdn'; Expression = { Get-HcName $_.Fqdn } } },
            @{ From = 'Edition'; Select = @{ Name = 'Edition'; Expression = { Get-HcText $_.Edition } } },
            @{ From = 'ServerRole'; Select = @{ Name = 'ServerRole'; Expression = { Get-HcText $_.ServerRole } } },
            @{ From = 'AdminDisplayVersion'; Select = @{ Name = 'AdminDisplayVersion'; Expression = { Get-HcText $_.AdminDisplayVersion } } },
            @{ From = 'Site'; Select = @{ Name = 'Site'; Expression = { Get-HcName $_.Site } } },
            @{ From = 'IsEdgeServer'; Select = @{ Name = 'IsEdgeServer'; Expression = { $_.IsEdgeServer } } },
            @{ From = 'IsHubTransportServer'; Select = @{ Name = 'IsHubTransportServer'; Expression = { $_.IsHubTransportServer } } },
            @{ From = 'IsFrontendTransportServer'; Select = @{ Name = 'IsFrontendTransportServer'; Expression = { $_.IsFrontendTransportServer } } },
            @{ From = 'IsMailboxServer'; Select = @{ Name = 'IsMailboxServer'; Expression = { $_.IsMailboxServer } } },
            @{ From = 'IsClientAccessServer'; Select = @{ Name = 'IsClientAccessServer'; Expression = { $_.IsClientAccessServer } } },
            @{ From = 'IsProvisionedServer'; Select = @{ Name = 'IsProvisionedServer'; Expression = { $_.IsProvisionedServer } } },
            @{ From = 'IsE15OrLater'; Select = @{ Name = 'IsE15OrLater'; Expression = { $_.IsE15OrLater } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'Get-SendConnector'; Noun = 'SendConnector'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'AddressSpaces'; Select = @{ Name = 'AddressSpaces'; Expression = { Get-HcNameList $_.AddressSpaces } } },
            @{ From = 'ConnectedDomains'; Select = @{ Name = 'ConnectedDomains'; Expression = { Get-HcNameList $_.ConnectedDomains } } },
            @{ From = 'SmartHosts'; Select = @{ Name = 'SmartHosts'; Expression = { Get-HcNameList $_.SmartHosts } } },
            @{ From = 'SmartHostsString'; Select = @{ Name = 'SmartHostsString'; Expression = { Get-HcName $_.SmartHostsString } } },
            @{ From = 'DNSRoutingEnabled'; Select = @{ Name = 'DNSRoutingEnabled'; Expression = { $_.DNSRoutingEnabled } } },
            @{ From = 'Port'; Select = @{ Name = 'Port'; Expression = { $_.Port } } },
            @{ From = 'Fqdn'; Select = @{ Name = 'Fqdn'; Expression = { Get-HcName $_.Fqdn } } },
            @{ From = 'RequireTLS'; Select = @{ Name = 'RequireTLS'; Expression = { $_.RequireTLS } } },
            @{ From = 'TlsAuthLevel'; Select = @{ Name = 'TlsAuthLevel'; Expression = { Get-HcText $_.TlsAuthLevel } } },
            @{ From = 'TlsDomain'; Select = @{ Name = 'TlsDomain'; Expression = { Get-HcName $_.TlsDomain } } },
            @{ From = 'TlsCertificateName'; Select = @{ Name = 'TlsCertificateName'; Expression = { Get-HcIdentifier $_.TlsCertificateName } } },
            @{ From = 'CloudServicesMailEnabled'; Select = @{ Name = 'CloudServicesMailEnabled'; Expression = { $_.CloudServicesMailEnabled } } },
            @{ From = 'RequireOorg'; Select = @{ Name = 'RequireOorg'; Expression = { $_.RequireOorg } } },
            @{ From = 'ForceHELO'; Select = @{ Name = 'ForceHELO'; Expression = { $_.ForceHELO } } },
            @{ From = 'IgnoreSTARTTLS'; Select = @{ Name = 'IgnoreSTARTTLS'; Expression = { $_.IgnoreSTARTTLS } } },
            @{ From = 'FrontendProxyEnabled'; Select = @{ Name = 'FrontendProxyEnabled'; Expression = { $_.FrontendProxyEnabled } } },
            @{ From = 'DomainSecureEnabled'; Select = @{ Name = 'DomainSecureEnabled'; Expression = { $_.DomainSecureEnabled } } },
            @{ From = 'ErrorPolicies'; Select = @{ Name = 'ErrorPolicies'; Expression = { Get-HcText $_.ErrorPolicies } } },
            @{ From = 'ConnectorType'; Select = @{ Name = 'ConnectorType'; Expression = { Get-HcText $_.ConnectorType } } },
            @{ From = 'SmartHostAuthMechanism'; Select = @{ Name = 'SmartHostAuthMechanism'; Expression = { Get-HcText $_.SmartHostAuthMechanism } } },
            @{ From = 'AuthenticationCredential'; Select = @{ Name = 'HasAuthenticationCredential'; Expression = { Get-HcIsSet $_.AuthenticationCredential } } },
            @{ From = 'UseExternalDNSServersEnabled'; Select = @{ Name = 'UseExternalDNSServersEnabled'; Expression = { $_.UseExternalDNSServersEnabled } } },
            @{ From = 'SourceIPAddress'; Select = @{ Name = 'SourceIPAddress'; Expression = { Get-HcText $_.SourceIPAddress } } },
            @{ From = 'SourceTransportServers'; Select = @{ Name = 'SourceTransportServers'; Expression = { Get-HcNameList $_.SourceTransportServers } } },
            @{ From = 'SourceRoutingGroup'; Select = @{ Name = 'SourceRoutingGroup'; Expression = { Get-HcText $_.SourceRoutingGroup } } },
            @{ From = 'HomeMtaServerId'; Select = @{ Name = 'HomeMtaServerId'; Expression = { Get-HcName $_.HomeMtaServerId } } },
            @{ From = 'HomeMTA'; Select = @{ Name = 'HomeMTA'; Expression = { Get-HcName $_.HomeMTA } } },
            @{ From = 'IsScopedConnector'; Select = @{ Name = 'IsScopedConnector'; Expression = { $_.IsScopedConnector } } },
            @{ From = 'IsSmtpConnector'; Select = @{ Name = 'IsSmtpConnector'; Expression = { $_.IsSmtpConnector } } },
            @{ From = 'MaxMessageSize'; Select = @{ Name = 'MaxMessageSize'; Expression = { Get-HcText $_.MaxMessageSize } } },
            @{ From = 'SmtpMaxMessagesPerConnection'; Select = @{ Name = 'SmtpMaxMessagesPerConnection'; Expression = { $_.SmtpMaxMessagesPerConnection } } },
            @{ From = 'ConnectionInactivityTimeOut'; Select = @{ Name = 'ConnectionInactivityTimeOut'; Expression = { Get-HcText $_.ConnectionInactivityTimeOut } } },
            @{ From = 'ProtocolLoggingLevel'; Select = @{ Name = 'ProtocolLoggingLevel'; Expression = { Get-HcText $_.ProtocolLoggingLevel } } },
            @{ From = 'CertificateSubject'; Select = @{ Name = 'CertificateSubject'; Expression = { Get-HcIdentifier $_.CertificateSubject } } },
            @{ From = 'Comment'; Redact = 'leave'; Comment = $true; Select = @{ Name = 'Comment'; Expression = { Get-HcText $_.Comment } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'Get-ReceiveConnector'; Noun = 'ReceiveConnector'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Server'; Select = @{ Name = 'Server'; Expression = { Get-HcName $_.Server } } },
            @{ From = 'TransportRole'; Select = @{ Name = 'TransportRole'; Expression = { Get-HcText $_.TransportRole } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'Bindings'; Select = @{ Name = 'Bindings'; Expression = { Get-HcTextList $_.Bindings } } },
            @{ From = 'RemoteIPRanges'; Select = @{ Name = 'RemoteIPRanges'; Expression = { Get-HcTextList $_.RemoteIPRanges } } },
            @{ From = 'Fqdn'; Select = @{ Name = 'Fqdn'; Expression = { Get-HcName $_.Fqdn } } },
            @{ From = 'AuthMechanism'; Select = @{ Name = 'AuthMechanism'; Expression = { Get-HcText $_.AuthMechanism } } },
            @{ From = 'PermissionGroups'; Select = @{ Name = 'PermissionGroups'; Expression = { Get-HcText $_.PermissionGroups } } },
            @{ From = 'RequireTLS'; Select = @{ Name = 'RequireTLS'; Expression = { $_.RequireTLS } } },
            @{ From = 'TlsCertificateName'; Select = @{ Name = 'TlsCertificateName'; Expression = { Get-HcIdentifier $_.TlsCertificateName } } },
            @{ From = 'TlsDomainCapabilities'; Select = @{ Name = 'TlsDomainCapabilities'; Expression = { Get-HcNameList $_.TlsDomainCapabilities } } },
            @{ From = 'DomainSecureEnabled'; Select = @{ Name = 'DomainSecureEnabled'; Expression = { $_.DomainSecureEnabled } } },
            @{ From = 'SuppressXAnonymousTls'; Select = @{ Name = 'SuppressXAnonymousTls'; Expression = { $_.SuppressXAnonymousTls } } },
            @{ From = 'EnableAuthGSSAPI'; Select = @{ Name = 'EnableAuthGSSAPI'; Expression = { $_.EnableAuthGSSAPI } } },
            @{ From = 'ExtendedProtectionPolicy'; Select = @{ Name = 'ExtendedProtectionPolicy'; Expression = { Get-HcText $_.ExtendedProtectionPolicy } } },
            @{ From = 'AdvertiseClientSettings'; Select = @{ Name = 'AdvertiseClientSettings'; Expression = { $_.AdvertiseClientSettings } } },
            @{ From = 'Banner'; Select = @{ Name = 'Banner'; Expression = { Get-HcName $_.Banner } } },
            @{ From = 'DefaultDomain'; Select = @{ Name = 'DefaultDomain'; Expression = { Get-HcName $_.DefaultDomain } } },
            @{ From = 'RequireEHLODomain'; Select = @{ Name = 'RequireEHLODomain'; Expression = { $_.RequireEHLODomain } } },
            @{ From = 'MaxMessageSize'; Select = @{ Name = 'MaxMessageSize'; Expression = { Get-HcText $_.MaxMessageSize } } },
            @{ From = 'MaxHeaderSize'; Select = @{ Name = 'MaxHeaderSize'; Expression = { Get-HcText $_.MaxHeaderSize } } },
            @{ From = 'MaxInboundConnection'; Select = @{ Name = 'MaxInboundConnection'; Expression = { Get-HcText $_.MaxInboundConnection } } },
            @{ From = 'MaxInboundConnectionPerSource'; Select = @{ Name = 'MaxInboundConnectionPerSource'; Expression = { Get-HcText $_.MaxInboundConnectionPerSource } } },
            @{ From = 'MaxInboundConnectionPercentagePerSource'; Select = @{ Name = 'MaxInboundConnectionPercentagePerSource'; Expression = { $_.MaxInboundConnectionPercentagePerSource } } },
            @{ From = 'MaxRecipientsPerMessage'; Select = @{ Name = 'MaxRecipientsPerMessage'; Expression = { $_.MaxRecipientsPerMessage } } },
            @{ From = 'MaxProtocolErrors'; Select = @{ Name = 'MaxProtocolErrors'; Expression = { Get-HcText $_.MaxProtocolErrors } } },
            @{ From = 'MessageRateLimit'; Select = @{ Name = 'MessageRateLimit'; Expression = { Get-HcText $_.MessageRateLimit } } },
            @{ From = 'MessageRateSource'; Select = @{ Name = 'MessageRateSource'; Expression = { Get-HcText $_.MessageRateSource } } },
            @{ From = 'TarpitInterval'; Select = @{ Name = 'TarpitInterval'; Expression = { Get-HcText $_.TarpitInterval } } },
            @{ From = 'ConnectionTimeout'; Select = @{ Name = 'ConnectionTimeout'; Expression = { Get-HcText $_.ConnectionTimeout } } },
            @{ From = 'ConnectionInactivityTimeout'; Select = @{ Name = 'ConnectionInactivityTimeout'; Expression = { Get-HcText $_.ConnectionInactivityTimeout } } },
            @{ From = 'SizeEnabled'; Select = @{ Name = 'SizeEnabled'; Expression = { Get-HcText $_.SizeEnabled } } },
            @{ From = 'ChunkingEnabled'; Select = @{ Name = 'ChunkingEnabled'; Expression = { $_.ChunkingEnabled } } },
            @{ From = 'BareLinefeedRejectionEnabled'; Select = @{ Name = 'BareLinefeedRejectionEnabled'; Expression = { $_.BareLinefeedRejectionEnabled } } },
            @{ From = 'SmtpUtf8Enabled'; Select = @{ Name = 'SmtpUtf8Enabled'; Expression = { $_.SmtpUtf8Enabled } } },
            @{ From = 'OrarEnabled'; Select = @{ Name = 'OrarEnabled'; Expression = { $_.OrarEnabled } } },
            @{ From = 'ProxyEnabled'; Select = @{ Name = 'ProxyEnabled'; Expression = { $_.ProxyEnabled } } },
            @{ From = 'ProtocolLoggingLevel'; Select = @{ Name = 'ProtocolLoggingLevel'; Expression = { Get-HcText $_.ProtocolLoggingLevel } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'Get-AcceptedDomain'; Noun = 'AcceptedDomain'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'DomainName'; Select = @{ Name = 'DomainName'; Expression = { Get-HcName $_.DomainName } } },
            @{ From = 'DomainType'; Select = @{ Name = 'DomainType'; Expression = { Get-HcText $_.DomainType } } },
            @{ From = 'Default'; Select = @{ Name = 'Default'; Expression = { $_.Default } } },
            @{ From = 'MatchSubDomains'; Select = @{ Name = 'MatchSubDomains'; Expression = { $_.MatchSubDomains } } },
            @{ From = 'AddressBookEnabled'; Select = @{ Name = 'AddressBookEnabled'; Expression = { $_.AddressBookEnabled } } },
            @{ From = 'OutboundOnly'; Select = @{ Name = 'OutboundOnly'; Expression = { $_.OutboundOnly } } },
            @{ From = 'InitialDomain'; Select = @{ Name = 'InitialDomain'; Expression = { $_.InitialDomain } } },
            @{ From = 'IsCoexistenceDomain'; Select = @{ Name = 'IsCoexistenceDomain'; Expression = { $_.IsCoexistenceDomain } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'Get-RemoteDomain'; Noun = 'RemoteDomain'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'DomainName'; Select = @{ Name = 'DomainName'; Expression = { Get-HcName $_.DomainName } } },
            @{ From = 'TargetDeliveryDomain'; Select = @{ Name = 'TargetDeliveryDomain'; Expression = { $_.TargetDeliveryDomain } } },
            @{ From = 'TrustedMailInboundEnabled'; Select = @{ Name = 'TrustedMailInboundEnabled'; Expression = { $_.TrustedMailInboundEnabled } } },
            @{ From = 'TrustedMailOutboundEnabled'; Select = @{ Name = 'TrustedMailOutboundEnabled'; Expression = { $_.TrustedMailOutboundEnabled } } },
            @{ From = 'IsInternal'; Select = @{ Name = 'IsInternal'; Expression = { $_.IsInternal } } },
            @{ From = 'AllowedOOFType'; Select = @{ Name = 'AllowedOOFType'; Expression = { Get-HcText $_.AllowedOOFType } } },
            @{ From = 'AutoForwardEnabled'; Select = @{ Name = 'AutoForwardEnabled'; Expression = { $_.AutoForwardEnabled } } },
            @{ From = 'AutoReplyEnabled'; Select = @{ Name = 'AutoReplyEnabled'; Expression = { $_.AutoReplyEnabled } } },
            @{ From = 'DeliveryReportEnabled'; Select = @{ Name = 'DeliveryReportEnabled'; Expression = { $_.DeliveryReportEnabled } } },
            @{ From = 'NDREnabled'; Select = @{ Name = 'NDREnabled'; Expression = { $_.NDREnabled } } },
            @{ From = 'TNEFEnabled'; Select = @{ Name = 'TNEFEnabled'; Expression = { $_.TNEFEnabled } } },
            @{ From = 'ByteEncoderTypeFor7BitCharsets'; Select = @{ Name = 'ByteEncoderTypeFor7BitCharsets'; Expression = { Get-HcText $_.ByteEncoderTypeFor7BitCharsets } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'Get-TransportConfig'; Noun = 'TransportConfig'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'InternalSMTPServers'; Select = @{ Name = 'InternalSMTPServers'; Expression = { Get-HcTextList $_.InternalSMTPServers } } },
            @{ From = 'TLSReceiveDomainSecureList'; Select = @{ Name = 'TLSReceiveDomainSecureList'; Expression = { Get-HcNameList $_.TLSReceiveDomainSecureList } } },
            @{ From = 'TLSSendDomainSecureList'; Select = @{ Name = 'TLSSendDomainSecureList'; Expression = { Get-HcNameList $_.TLSSendDomainSecureList } } },
            @{ From = 'MaxReceiveSize'; Select = @{ Name = 'MaxReceiveSize'; Expression = { Get-HcText $_.MaxReceiveSize } } },
            @{ From = 'MaxSendSize'; Select = @{ Name = 'MaxSendSize'; Expression = { Get-HcText $_.MaxSendSize } } },
            @{ From = 'MaxRecipientEnvelopeLimit'; Select = @{ Name = 'MaxRecipientEnvelopeLimit'; Expression = { Get-HcText $_.MaxRecipientEnvelopeLimit } } },
            @{ From = 'ExternalPostmasterAddress'; Select = @{ Name = 'ExternalPostmasterAddress'; Expression = { Get-HcName $_.ExternalPostmasterAddress } } },
            @{ From = 'HeaderPromotionModeSetting'; Select = @{ Name = 'HeaderPromotionModeSetting'; Expression = { Get-HcText $_.HeaderPromotionModeSetting } } },
            @{ From = 'Rfc2231EncodingEnabled'; Select = @{ Name = 'Rfc2231EncodingEnabled'; Expression = { $_.Rfc2231EncodingEnabled } } },
            @{ From = 'SmtpClientAuthenticationDisabled'; Select = @{ Name = 'SmtpClientAuthenticationDisabled'; Expression = { $_.SmtpClientAuthenticationDisabled } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'Get-TransportService'; Noun = 'TransportService'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'ExternalDNSServers'; Select = @{ Name = 'ExternalDNSServers'; Expression = { Get-HcTextList $_.ExternalDNSServers } } },
            @{ From = 'ExternalDNSAdapterEnabled'; Select = @{ Name = 'ExternalDNSAdapterEnabled'; Expression = { $_.ExternalDNSAdapterEnabled } } },
            @{ From = 'ExternalDNSProtocolOption'; Select = @{ Name = 'ExternalDNSProtocolOption'; Expression = { Get-HcText $_.ExternalDNSProtocolOption } } },
            @{ From = 'InternalDNSServers'; Select = @{ Name = 'InternalDNSServers'; Expression = { Get-HcTextList $_.InternalDNSServers } } },
            @{ From = 'InternalDNSAdapterEnabled'; Select = @{ Name = 'InternalDNSAdapterEnabled'; Expression = { $_.InternalDNSAdapterEnabled } } },
            @{ From = 'InternalDNSProtocolOption'; Select = @{ Name = 'InternalDNSProtocolOption'; Expression = { Get-HcText $_.InternalDNSProtocolOption } } },
            @{ From = 'ExternalIPAddress'; Select = @{ Name = 'ExternalIPAddress'; Expression = { Get-HcText $_.ExternalIPAddress } } },
            @{ From = 'MaxOutboundConnections'; Select = @{ Name = 'MaxOutboundConnections'; Expression = { Get-HcText $_.MaxOutboundConnections } } },
            @{ From = 'MaxPerDomainOutboundConnections'; Select = @{ Name = 'MaxPerDomainOutboundConnections'; Expression = { Get-HcText $_.MaxPerDomainOutboundConnections } } },
            @{ From = 'MessageRetryInterval'; Select = @{ Name = 'MessageRetryInterval'; Expression = { Get-HcText $_.MessageRetryInterval } } },
            @{ From = 'MessageExpirationTimeout'; Select = @{ Name = 'MessageExpirationTimeout'; Expression = { Get-HcText $_.MessageExpirationTimeout } } },
            @{ From = 'ReceiveProtocolLogPath'; Redact = 'leave'; Select = @{ Name = 'ReceiveProtocolLogPath'; Expression = { Get-HcText $_.ReceiveProtocolLogPath } } },
            @{ From = 'SendProtocolLogPath'; Redact = 'leave'; Select = @{ Name = 'SendProtocolLogPath'; Expression = { Get-HcText $_.SendProtocolLogPath } } },
            @{ From = 'AntispamAgentsEnabled'; Select = @{ Name = 'AntispamAgentsEnabled'; Expression = { $_.AntispamAgentsEnabled } } },
            @{ From = 'InternalTransportCertificateThumbprint'; Select = @{ Name = 'InternalTransportCertificateThumbprint'; Expression = { Get-HcThumbprint $_.InternalTransportCertificateThumbprint } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'Get-ExchangeCertificate'; Noun = 'ExchangeCertificate'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'Thumbprint'; Select = @{ Name = 'Thumbprint'; Expression = { Get-HcThumbprint $_.Thumbprint } } },
            @{ From = 'Subject'; Select = @{ Name = 'Subject'; Expression = { Get-HcIdentifier $_.Subject } } },
            @{ From = 'Issuer'; Redact = 'leave'; Select = @{ Name = 'Issuer'; Expression = { Get-HcText $_.Issuer } } },
            @{ From = 'SerialNumber'; Redact = 'leave'; Select = @{ Name = 'SerialNumber'; Expression = { Get-HcText $_.SerialNumber } } },
            @{ From = 'NotBefore'; Select = @{ Name = 'NotBefore'; Expression = { Get-HcTime $_.NotBefore } } },
            @{ From = 'NotAfter'; Select = @{ Name = 'NotAfter'; Expression = { Get-HcTime $_.NotAfter } } },
            @{ From = 'Services'; Select = @{ Name = 'Services'; Expression = { Get-HcText $_.Services } } },
            @{ From = 'Status'; Select = @{ Name = 'Status'; Expression = { Get-HcText $_.Status } } },
            @{ From = 'CertificateDomains'; Redact = 'leave'; Select = @{ Name = 'CertificateDomains'; Expression = { Get-HcTextList $_.CertificateDomains } } },
            @{ From = 'CertificateDomains'; Select = @{ Name = 'CertificateDomainsCount'; Expression = { Get-HcCount $_.CertificateDomains } } },
            @{ From = 'IsSelfSigned'; Select = @{ Name = 'IsSelfSigned'; Expression = { $_.IsSelfSigned } } },
            @{ From = 'HasPrivateKey'; Select = @{ Name = 'HasPrivateKey'; Expression = { $_.HasPrivateKey } } },
            @{ From = 'RootCAType'; Select = @{ Name = 'RootCAType'; Expression = { Get-HcText $_.RootCAType } } },
            @{ From = 'PrivateKeyExportable'; Select = @{ Name = 'PrivateKeyExportable'; Expression = { $_.PrivateKeyExportable } } },
            @{ From = 'PublicKeySize'; Select = @{ Name = 'PublicKeySize'; Expression = { $_.PublicKeySize } } },
            @{ From = 'RawData'; Select = @{ Name = 'EnhancedKeyUsages'; Expression = { Get-HcUsages $_.RawData } } },
            @{ From = 'RawData'; Redact = 'leave'; Select = @{ Name = 'RawData'; Expression = { Get-HcOctets $_.RawData } } }
        )
    },
    @{
        Side = 'edge'; Cmdlet = 'ExSetup.exe'; Noun = 'ExSetup'
        Per = 'local'; Parameters = @{}
        Properties = @(
            @{ From = 'FileVersion'; Select = @{ Name = 'FileVersion'; Expression = { Get-HcText $_.FileVersion } } },
            @{ From = 'ProductVersion'; Select = @{ Name = 'ProductVersion'; Expression = { Get-HcText $_.ProductVersion } } },
            @{ From = 'FileMajorPart'; Select = @{ Name = 'FileMajorPart'; Expression = { $_.FileMajorPart } } },
            @{ From = 'FileMinorPart'; Select = @{ Name = 'FileMinorPart'; Expression = { $_.FileMinorPart } } },
            @{ From = 'FileBuildPart'; Select = @{ Name = 'FileBuildPart'; Expression = { $_.FileBuildPart } } },
            @{ From = 'FilePrivatePart'; Select = @{ Name = 'FilePrivatePart'; Expression = { $_.FilePrivatePart } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-InboundConnector'; Noun = 'InboundConnector'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'ConnectorType'; Select = @{ Name = 'ConnectorType'; Expression = { Get-HcText $_.ConnectorType } } },
            @{ From = 'ConnectorSource'; Select = @{ Name = 'ConnectorSource'; Expression = { Get-HcText $_.ConnectorSource } } },
            @{ From = 'SenderIPAddresses'; Select = @{ Name = 'SenderIPAddresses'; Expression = { Get-HcTextList $_.SenderIPAddresses } } },
            @{ From = 'SenderDomains'; Select = @{ Name = 'SenderDomains'; Expression = { Get-HcNameList $_.SenderDomains } } },
            @{ From = 'TrustedOrganizations'; Select = @{ Name = 'TrustedOrganizations'; Expression = { Get-HcNameList $_.TrustedOrganizations } } },
            @{ From = 'ClientHostNames'; Select = @{ Name = 'ClientHostNames'; Expression = { Get-HcNameList $_.ClientHostNames } } },
            @{ From = 'AssociatedAcceptedDomains'; Select = @{ Name = 'AssociatedAcceptedDomains'; Expression = { Get-HcNameList $_.AssociatedAcceptedDomains } } },
            @{ From = 'RequireTls'; Select = @{ Name = 'RequireTls'; Expression = { $_.RequireTls } } },
            @{ From = 'RestrictDomainsToIPAddresses'; Select = @{ Name = 'RestrictDomainsToIPAddresses'; Expression = { $_.RestrictDomainsToIPAddresses } } },
            @{ From = 'RestrictDomainsToCertificate'; Select = @{ Name = 'RestrictDomainsToCertificate'; Expression = { $_.RestrictDomainsToCertificate } } },
            @{ From = 'CloudServicesMailEnabled'; Select = @{ Name = 'CloudServicesMailEnabled'; Expression = { $_.CloudServicesMailEnabled } } },
            @{ From = 'TreatMessagesAsInternal'; Select = @{ Name = 'TreatMessagesAsInternal'; Expression = { $_.TreatMessagesAsInternal } } },
            @{ From = 'TlsSenderCertificateName'; Select = @{ Name = 'TlsSenderCertificateName'; Expression = { Get-HcName $_.TlsSenderCertificateName } } },
            @{ From = 'EFTestMode'; Select = @{ Name = 'EFTestMode'; Expression = { $_.EFTestMode } } },
            @{ From = 'EFSkipLastIP'; Select = @{ Name = 'EFSkipLastIP'; Expression = { $_.EFSkipLastIP } } },
            @{ From = 'EFSkipIPs'; Select = @{ Name = 'EFSkipIPs'; Expression = { Get-HcTextList $_.EFSkipIPs } } },
            @{ From = 'EFSkipMailGateway'; Select = @{ Name = 'EFSkipMailGateway'; Expression = { Get-HcNameList $_.EFSkipMailGateway } } },
            @{ From = 'EFUsers'; Select = @{ Name = 'EFUsersCount'; Expression = { Get-HcCount $_.EFUsers } } },
            @{ From = 'ScanAndDropRecipients'; Select = @{ Name = 'ScanAndDropRecipientsCount'; Expression = { Get-HcCount $_.ScanAndDropRecipients } } },
            @{ From = 'Comment'; Redact = 'leave'; Comment = $true; Select = @{ Name = 'Comment'; Expression = { Get-HcText $_.Comment } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-OutboundConnector'; Noun = 'OutboundConnector'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'ConnectorType'; Select = @{ Name = 'ConnectorType'; Expression = { Get-HcText $_.ConnectorType } } },
            @{ From = 'ConnectorSource'; Select = @{ Name = 'ConnectorSource'; Expression = { Get-HcText $_.ConnectorSource } } },
            @{ From = 'UseMXRecord'; Select = @{ Name = 'UseMXRecord'; Expression = { $_.UseMXRecord } } },
            @{ From = 'RecipientDomains'; Select = @{ Name = 'RecipientDomains'; Expression = { Get-HcNameList $_.RecipientDomains } } },
            @{ From = 'SmartHosts'; Select = @{ Name = 'SmartHosts'; Expression = { Get-HcNameList $_.SmartHosts } } },
            @{ From = 'TlsDomain'; Select = @{ Name = 'TlsDomain'; Expression = { Get-HcName $_.TlsDomain } } },
            @{ From = 'TlsSettings'; Select = @{ Name = 'TlsSettings'; Expression = { Get-HcText $_.TlsSettings } } },
            @{ From = 'IsTransportRuleScoped'; Select = @{ Name = 'IsTransportRuleScoped'; Expression = { $_.IsTransportRuleScoped } } },
            @{ From = 'RouteAllMessagesViaOnPremises'; Select = @{ Name = 'RouteAllMessagesViaOnPremises'; Expression = { $_.RouteAllMessagesViaOnPremises } } },
            @{ From = 'CloudServicesMailEnabled'; Select = @{ Name = 'CloudServicesMailEnabled'; Expression = { $_.CloudServicesMailEnabled } } },
            @{ From = 'AllAcceptedDomains'; Select = @{ Name = 'AllAcceptedDomains'; Expression = { $_.AllAcceptedDomains } } },
            @{ From = 'SenderRewritingEnabled'; Select = @{ Name = 'SenderRewritingEnabled'; Expression = { $_.SenderRewritingEnabled } } },
            @{ From = 'TestMode'; Select = @{ Name = 'TestMode'; Expression = { $_.TestMode } } },
            @{ From = 'IsValidated'; Select = @{ Name = 'IsValidated'; Expression = { $_.IsValidated } } },
            @{ From = 'LastValidationTimestamp'; Select = @{ Name = 'LastValidationTimestamp'; Expression = { Get-HcTime $_.LastValidationTimestamp } } },
            @{ From = 'SmtpDaneMode'; Select = @{ Name = 'SmtpDaneMode'; Expression = { Get-HcText $_.SmtpDaneMode } } },
            @{ From = 'MtaStsMode'; Select = @{ Name = 'MtaStsMode'; Expression = { Get-HcText $_.MtaStsMode } } },
            @{ From = 'Comment'; Redact = 'leave'; Comment = $true; Select = @{ Name = 'Comment'; Expression = { Get-HcText $_.Comment } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-OnPremisesOrganization'; Noun = 'OnPremisesOrganization'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'OrganizationGuid'; Select = @{ Name = 'OrganizationGuid'; Expression = { Get-HcName $_.OrganizationGuid } } },
            @{ From = 'OrganizationName'; Select = @{ Name = 'OrganizationName'; Expression = { Get-HcLabel $_.OrganizationName } } },
            @{ From = 'HybridDomains'; Select = @{ Name = 'HybridDomains'; Expression = { Get-HcNameList $_.HybridDomains } } },
            @{ From = 'InboundConnector'; Select = @{ Name = 'InboundConnector'; Expression = { Get-HcLabel $_.InboundConnector } } },
            @{ From = 'OutboundConnector'; Select = @{ Name = 'OutboundConnector'; Expression = { Get-HcLabel $_.OutboundConnector } } },
            @{ From = 'OrganizationRelationship'; Select = @{ Name = 'OrganizationRelationship'; Expression = { Get-HcLabel $_.OrganizationRelationship } } },
            @{ From = 'Comment'; Redact = 'leave'; Select = @{ Name = 'Comment'; Expression = { Get-HcText $_.Comment } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-AcceptedDomain'; Noun = 'AcceptedDomain'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'DomainName'; Select = @{ Name = 'DomainName'; Expression = { Get-HcName $_.DomainName } } },
            @{ From = 'DomainType'; Select = @{ Name = 'DomainType'; Expression = { Get-HcText $_.DomainType } } },
            @{ From = 'Default'; Select = @{ Name = 'Default'; Expression = { $_.Default } } },
            @{ From = 'MatchSubDomains'; Select = @{ Name = 'MatchSubDomains'; Expression = { $_.MatchSubDomains } } },
            @{ From = 'AddressBookEnabled'; Select = @{ Name = 'AddressBookEnabled'; Expression = { $_.AddressBookEnabled } } },
            @{ From = 'InitialDomain'; Select = @{ Name = 'InitialDomain'; Expression = { $_.InitialDomain } } },
            @{ From = 'IsCoexistenceDomain'; Select = @{ Name = 'IsCoexistenceDomain'; Expression = { $_.IsCoexistenceDomain } } },
            @{ From = 'OutboundOnly'; Select = @{ Name = 'OutboundOnly'; Expression = { $_.OutboundOnly } } },
            @{ From = 'PendingRemoval'; Select = @{ Name = 'PendingRemoval'; Expression = { $_.PendingRemoval } } },
            @{ From = 'AuthenticationType'; Select = @{ Name = 'AuthenticationType'; Expression = { Get-HcText $_.AuthenticationType } } },
            @{ From = 'SendingFromDomainDisabled'; Select = @{ Name = 'SendingFromDomainDisabled'; Expression = { $_.SendingFromDomainDisabled } } },
            @{ From = 'SendingToDomainDisabled'; Select = @{ Name = 'SendingToDomainDisabled'; Expression = { $_.SendingToDomainDisabled } } },
            @{ From = 'SmtpDaneStatus'; Select = @{ Name = 'SmtpDaneStatus'; Expression = { Get-HcText $_.SmtpDaneStatus } } },
            @{ From = 'MailFlowPartner'; Redact = 'leave'; Select = @{ Name = 'MailFlowPartner'; Expression = { Get-HcText $_.MailFlowPartner } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-RemoteDomain'; Noun = 'RemoteDomain'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'DomainName'; Select = @{ Name = 'DomainName'; Expression = { Get-HcName $_.DomainName } } },
            @{ From = 'TargetDeliveryDomain'; Select = @{ Name = 'TargetDeliveryDomain'; Expression = { $_.TargetDeliveryDomain } } },
            @{ From = 'TrustedMailInboundEnabled'; Select = @{ Name = 'TrustedMailInboundEnabled'; Expression = { $_.TrustedMailInboundEnabled } } },
            @{ From = 'TrustedMailOutboundEnabled'; Select = @{ Name = 'TrustedMailOutboundEnabled'; Expression = { $_.TrustedMailOutboundEnabled } } },
            @{ From = 'IsInternal'; Select = @{ Name = 'IsInternal'; Expression = { $_.IsInternal } } },
            @{ From = 'AllowedOOFType'; Select = @{ Name = 'AllowedOOFType'; Expression = { Get-HcText $_.AllowedOOFType } } },
            @{ From = 'AutoForwardEnabled'; Select = @{ Name = 'AutoForwardEnabled'; Expression = { $_.AutoForwardEnabled } } },
            @{ From = 'AutoReplyEnabled'; Select = @{ Name = 'AutoReplyEnabled'; Expression = { $_.AutoReplyEnabled } } },
            @{ From = 'DeliveryReportEnabled'; Select = @{ Name = 'DeliveryReportEnabled'; Expression = { $_.DeliveryReportEnabled } } },
            @{ From = 'NDREnabled'; Select = @{ Name = 'NDREnabled'; Expression = { $_.NDREnabled } } },
            @{ From = 'TNEFEnabled'; Select = @{ Name = 'TNEFEnabled'; Expression = { $_.TNEFEnabled } } },
            @{ From = 'ByteEncoderTypeFor7BitCharsets'; Select = @{ Name = 'ByteEncoderTypeFor7BitCharsets'; Expression = { Get-HcText $_.ByteEncoderTypeFor7BitCharsets } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-OrganizationConfig'; Noun = 'OrganizationConfig'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'AdminDisplayVersion'; Select = @{ Name = 'AdminDisplayVersion'; Expression = { Get-HcText $_.AdminDisplayVersion } } },
            @{ From = 'RejectDirectSend'; Select = @{ Name = 'RejectDirectSend'; Expression = { $_.RejectDirectSend } } },
            @{ From = 'EwsEnabled'; Select = @{ Name = 'EwsEnabled'; Expression = { $_.EwsEnabled } } },
            @{ From = 'EwsAllowedAppIDs'; Select = @{ Name = 'EwsAllowedAppIDs'; Expression = { Get-HcNameList $_.EwsAllowedAppIDs } } },
            @{ From = 'IsDehydrated'; Select = @{ Name = 'IsDehydrated'; Expression = { $_.IsDehydrated } } },
            @{ From = 'OAuth2ClientProfileEnabled'; Select = @{ Name = 'OAuth2ClientProfileEnabled'; Expression = { $_.OAuth2ClientProfileEnabled } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-TransportConfig'; Noun = 'TransportConfig'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'InternalSMTPServers'; Select = @{ Name = 'InternalSMTPServers'; Expression = { Get-HcTextList $_.InternalSMTPServers } } },
            @{ From = 'TLSReceiveDomainSecureList'; Select = @{ Name = 'TLSReceiveDomainSecureList'; Expression = { Get-HcNameList $_.TLSReceiveDomainSecureList } } },
            @{ From = 'TLSSendDomainSecureList'; Select = @{ Name = 'TLSSendDomainSecureList'; Expression = { Get-HcNameList $_.TLSSendDomainSecureList } } },
            @{ From = 'MaxReceiveSize'; Select = @{ Name = 'MaxReceiveSize'; Expression = { Get-HcText $_.MaxReceiveSize } } },
            @{ From = 'MaxSendSize'; Select = @{ Name = 'MaxSendSize'; Expression = { Get-HcText $_.MaxSendSize } } },
            @{ From = 'MaxRecipientEnvelopeLimit'; Select = @{ Name = 'MaxRecipientEnvelopeLimit'; Expression = { Get-HcText $_.MaxRecipientEnvelopeLimit } } },
            @{ From = 'ExternalPostmasterAddress'; Select = @{ Name = 'ExternalPostmasterAddress'; Expression = { Get-HcName $_.ExternalPostmasterAddress } } },
            @{ From = 'HeaderPromotionModeSetting'; Select = @{ Name = 'HeaderPromotionModeSetting'; Expression = { Get-HcText $_.HeaderPromotionModeSetting } } },
            @{ From = 'Rfc2231EncodingEnabled'; Select = @{ Name = 'Rfc2231EncodingEnabled'; Expression = { $_.Rfc2231EncodingEnabled } } },
            @{ From = 'SmtpClientAuthenticationDisabled'; Select = @{ Name = 'SmtpClientAuthenticationDisabled'; Expression = { $_.SmtpClientAuthenticationDisabled } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-OrganizationRelationship'; Noun = 'OrganizationRelationship'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'DomainNames'; Select = @{ Name = 'DomainNames'; Expression = { Get-HcNameList $_.DomainNames } } },
            @{ From = 'FreeBusyAccessEnabled'; Select = @{ Name = 'FreeBusyAccessEnabled'; Expression = { $_.FreeBusyAccessEnabled } } },
            @{ From = 'FreeBusyAccessLevel'; Select = @{ Name = 'FreeBusyAccessLevel'; Expression = { Get-HcText $_.FreeBusyAccessLevel } } },
            @{ From = 'FreeBusyAccessScope'; Redact = 'leave'; Select = @{ Name = 'FreeBusyAccessScope'; Expression = { Get-HcText $_.FreeBusyAccessScope } } },
            @{ From = 'MailboxMoveEnabled'; Select = @{ Name = 'MailboxMoveEnabled'; Expression = { $_.MailboxMoveEnabled } } },
            @{ From = 'MailboxMoveDirection'; Select = @{ Name = 'MailboxMoveDirection'; Expression = { Get-HcText $_.MailboxMoveDirection } } },
            @{ From = 'MailTipsAccessEnabled'; Select = @{ Name = 'MailTipsAccessEnabled'; Expression = { $_.MailTipsAccessEnabled } } },
            @{ From = 'MailTipsAccessLevel'; Select = @{ Name = 'MailTipsAccessLevel'; Expression = { Get-HcText $_.MailTipsAccessLevel } } },
            @{ From = 'MailTipsAccessScope'; Redact = 'leave'; Select = @{ Name = 'MailTipsAccessScope'; Expression = { Get-HcText $_.MailTipsAccessScope } } },
            @{ From = 'DeliveryReportEnabled'; Select = @{ Name = 'DeliveryReportEnabled'; Expression = { $_.DeliveryReportEnabled } } },
            @{ From = 'PhotosEnabled'; Select = @{ Name = 'PhotosEnabled'; Expression = { $_.PhotosEnabled } } },
            @{ From = 'ArchiveAccessEnabled'; Select = @{ Name = 'ArchiveAccessEnabled'; Expression = { $_.ArchiveAccessEnabled } } },
            @{ From = 'TargetApplicationUri'; Select = @{ Name = 'TargetApplicationUri'; Expression = { Get-HcName $_.TargetApplicationUri } } },
            @{ From = 'TargetAutodiscoverEpr'; Select = @{ Name = 'TargetAutodiscoverEpr'; Expression = { Get-HcName $_.TargetAutodiscoverEpr } } },
            @{ From = 'TargetSharingEpr'; Select = @{ Name = 'TargetSharingEpr'; Expression = { Get-HcName $_.TargetSharingEpr } } },
            @{ From = 'TargetOwaURL'; Select = @{ Name = 'TargetOwaURL'; Expression = { Get-HcName $_.TargetOwaURL } } },
            @{ From = 'OrganizationContact'; Redact = 'leave'; Select = @{ Name = 'OrganizationContact'; Expression = { Get-HcText $_.OrganizationContact } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-IntraOrganizationConnector'; Noun = 'IntraOrganizationConnector'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'Enabled'; Select = @{ Name = 'Enabled'; Expression = { $_.Enabled } } },
            @{ From = 'TargetAddressDomains'; Select = @{ Name = 'TargetAddressDomains'; Expression = { Get-HcNameList $_.TargetAddressDomains } } },
            @{ From = 'DiscoveryEndpoint'; Select = @{ Name = 'DiscoveryEndpoint'; Expression = { Get-HcName $_.DiscoveryEndpoint } } },
            @{ From = 'TargetSharingEpr'; Select = @{ Name = 'TargetSharingEpr'; Expression = { Get-HcName $_.TargetSharingEpr } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-IntraOrganizationConfiguration'; Noun = 'IntraOrganizationConfiguration'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'OnlineDiscoveryEndpoint'; Select = @{ Name = 'OnlineDiscoveryEndpoint'; Expression = { Get-HcName $_.OnlineDiscoveryEndpoint } } },
            @{ From = 'OnlineTargetAddress'; Select = @{ Name = 'OnlineTargetAddress'; Expression = { Get-HcName $_.OnlineTargetAddress } } },
            @{ From = 'OnPremiseDiscoveryEndpoint'; Select = @{ Name = 'OnPremiseDiscoveryEndpoint'; Expression = { Get-HcName $_.OnPremiseDiscoveryEndpoint } } },
            @{ From = 'OnPremiseTargetAddresses'; Select = @{ Name = 'OnPremiseTargetAddresses'; Expression = { Get-HcNameList $_.OnPremiseTargetAddresses } } },
            @{ From = 'OnPremiseWebServiceEndpoint'; Select = @{ Name = 'OnPremiseWebServiceEndpoint'; Expression = { Get-HcName $_.OnPremiseWebServiceEndpoint } } },
            @{ From = 'DeploymentIsCompleteIOCReady'; Select = @{ Name = 'DeploymentIsCompleteIOCReady'; Expression = { $_.DeploymentIsCompleteIOCReady } } },
            @{ From = 'HasNonIOCReadyExchangeCASServerVersions'; Select = @{ Name = 'HasNonIOCReadyExchangeCASServerVersions'; Expression = { $_.HasNonIOCReadyExchangeCASServerVersions } } },
            @{ From = 'HasNonIOCReadyExchangeMailboxServerVersions'; Select = @{ Name = 'HasNonIOCReadyExchangeMailboxServerVersions'; Expression = { $_.HasNonIOCReadyExchangeMailboxServerVersions } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-HostedConnectionFilterPolicy'; Noun = 'HostedConnectionFilterPolicy'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'DistinguishedName'; Redact = 'leave'; Select = @{ Name = 'DistinguishedName'; Expression = { Get-HcText $_.DistinguishedName } } },
            @{ From = 'IsDefault'; Select = @{ Name = 'IsDefault'; Expression = { $_.IsDefault } } },
            @{ From = 'IPAllowList'; Select = @{ Name = 'IPAllowList'; Expression = { Get-HcTextList $_.IPAllowList } } },
            @{ From = 'IPBlockList'; Select = @{ Name = 'IPBlockList'; Expression = { Get-HcTextList $_.IPBlockList } } },
            @{ From = 'EnableSafeList'; Select = @{ Name = 'EnableSafeList'; Expression = { $_.EnableSafeList } } },
            @{ From = 'WhenCreatedUTC'; Select = @{ Name = 'WhenCreatedUTC'; Expression = { Get-HcTime $_.WhenCreatedUTC } } },
            @{ From = 'WhenChangedUTC'; Select = @{ Name = 'WhenChangedUTC'; Expression = { Get-HcTime $_.WhenChangedUTC } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-MigrationEndpoint'; Noun = 'MigrationEndpoint'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'EndpointType'; Select = @{ Name = 'EndpointType'; Expression = { Get-HcText $_.EndpointType } } },
            @{ From = 'RemoteServer'; Select = @{ Name = 'RemoteServer'; Expression = { Get-HcName $_.RemoteServer } } },
            @{ From = 'IsRemote'; Select = @{ Name = 'IsRemote'; Expression = { $_.IsRemote } } }
        )
    },
    @{
        Side = 'online'; Cmdlet = 'Get-TransportRule'; Noun = 'TransportRule'
        Per = 'organisation'; Parameters = @{}
        Properties = @(
            @{ From = 'Name'; Select = @{ Name = 'Name'; Expression = { Get-HcLabel $_.Name } } },
            @{ From = 'Identity'; Select = @{ Name = 'Identity'; Expression = { Get-HcLabel $_.Identity } } },
            @{ From = 'Guid'; Select = @{ Name = 'Guid'; Expression = { Get-HcName $_.Guid } } },
            @{ From = 'State'; Select = @{ Name = 'State'; Expression = { Get-HcText $_.State } } },
            @{ From = 'Mode'; Select = @{ Name = 'Mode'; Expression = { Get-HcText $_.Mode } } },
            @{ From = 'Priority'; Select = @{ Name = 'Priority'; Expression = { $_.Priority } } },
            @{ From = 'RouteMessageOutboundConnector'; Select = @{ Name = 'RouteMessageOutboundConnector'; Expression = { Get-HcLabel $_.RouteMessageOutboundConnector } } },
            @{ From = 'SetHeaderName'; Select = @{ Name = 'SetHeaderName'; Expression = { Get-HcText $_.SetHeaderName } } },
            @{ From = 'SenderDomainIs'; Select = @{ Name = 'SenderDomainIs'; Expression = { Get-HcNameList $_.SenderDomainIs } } },
            @{ From = 'RecipientDomainIs'; Select = @{ Name = 'RecipientDomainIs'; Expression = { Get-HcNameList $_.RecipientDomainIs } } }
        )
    }
)
# <<<

# ---- running cmdlets -------------------------------------------------------------------------------

function Test-HcCommand {
    param([string] $Name)

    return ($null -ne (Get-Command -Name $Name -ErrorAction SilentlyContinue))
}

# A property that cannot be read is left out, like one that is not there: both are unknown.
function Test-HcProperty {
    param($InputObject, [string] $Name)

    try {
        $property = $InputObject.PSObject.Properties[$Name]
        if ($null -eq $property) { return $false }
        $null = $property.Value
        return $true
    }
    catch {
        return $false
    }
}

function Test-HcWanted {
    param($Property)

    if ($Redact -and $Property.Redact -eq 'leave') { return $false }
    return ($IncludeComments -or -not $Property.Comment)
}

function Get-HcUtcNow {
    $format = "yyyy'-'MM'-'dd'T'HH':'mm':'ss'Z'"
    return [datetime]::UtcNow.ToString($format, [System.Globalization.CultureInfo]::InvariantCulture)
}

# With -Redact no message: they hold names.
function Get-HcReason {
    param($ErrorRecord)

    if ($Redact) { return [string] $ErrorRecord.CategoryInfo.Category }
    return [string] $ErrorRecord.Exception.Message
}

function Get-HcErrorId {
    param($ErrorRecord)

    if ($Redact) { return $ErrorRecord.Exception.GetType().FullName }
    return [string] $ErrorRecord.FullyQualifiedErrorId
}

# ExSetup.exe is the one place that shows hotfix updates.  Other servers are read over their
# administrative share, where the account may.
function Get-HcSetupVersion {
    param([string] $Server, [bool] $IsLocal)

    $setup = Get-ItemProperty -LiteralPath ($ExchangeKey + '\Setup') -ErrorAction Stop
    $path = Join-Path -Path $setup.MsiInstallPath -ChildPath 'Bin\ExSetup.exe'
    if (-not $IsLocal) { $path = '\\' + $Server + '\' + $path.Replace(':', '$') }
    $file = Get-Item -LiteralPath ('Microsoft.PowerShell.Core\FileSystem::' + $path) -ErrorAction Stop
    return $file.VersionInfo
}

# Status, objects and error of one row of the table; @Server is what it is asked for, or empty.
function Get-HcAnswer {
    param($Row, [string] $Server, [bool] $IsLocal)

    $answer = @{ Status = 'failed'; Objects = @(); Error = $null }
    try {
        if ($Row.Noun -eq 'ExSetup') {
            $objects = @(Get-HcSetupVersion -Server $Server -IsLocal $IsLocal)
        }
        elseif (-not (Test-HcCommand $Row.Cmdlet)) {
            $answer.Status = 'notavailable'
            return $answer
        }
        else {
            $parameters = $Row.Parameters.Clone()
            if ($Server -ne '' -and -not $IsLocal) { $parameters['Server'] = $Server }
            $objects = @(& $Row.Cmdlet @parameters -ErrorAction Stop -WarningAction SilentlyContinue)
        }
        $answer.Objects = @($objects | Where-Object { $null -ne $_ })
        $answer.Status = 'ok'
        if ($answer.Objects.Count -eq 0) { $answer.Status = 'empty' }
    }
    catch {
        $answer.Error = $_
        if ($Row.Noun -eq 'ExSetup') { $answer.Status = 'notavailable' }
    }
    return $answer
}

function Select-HcProperty {
    param($InputObject, $Row, [string] $Server)

    $wanted = @($Row.Properties | Where-Object {
            (Test-HcWanted $_) -and (Test-HcProperty $InputObject $_.From)
        } | ForEach-Object { $_.Select })
    if ($Server -ne '') {
        $wanted = $wanted + @{ Name = 'ServerName'; Expression = { Get-HcName $Server } }
    }
    $selected = $InputObject | Select-Object -Property $wanted
    # Of an object that came over the wire Select-Object forgets what it was.
    $type = 'Selected.' + $InputObject.PSObject.TypeNames[0]
    if (-not $selected.PSObject.TypeNames.Contains($type)) { $selected.PSObject.TypeNames.Insert(0, $type) }
    return $selected
}

# ---- the collection --------------------------------------------------------------------------------

$Entries = New-Object System.Collections.ArrayList

# Runs one row of the table and writes its file; returns the objects as they came.
function Export-HcRow {
    param($Row, [string] $Server, [bool] $IsLocal)

    $shown = [string] (Get-HcName $Server)
    $place = 'org'
    if ($shown -ne '') { $place = $shown -replace '[^\p{L}\p{N}_.-]', '_' }
    $name = $SideWord + '-' + $place + '-' + $Row.Noun + '.clixml'
    $entry = [ordered] @{
        cmdlet  = $Row.Cmdlet
        noun    = $Row.Noun
        server  = $null
        file    = $null
        asked   = Get-HcUtcNow
        count   = 0
        status  = 'failed'
        error   = $null
        errorId = $null
        sha256  = $null
    }
    if ($shown -ne '') { $entry['server'] = $shown }
    Write-Verbose ($Row.Cmdlet + ' ' + $Server)
    $answer = Get-HcAnswer -Row $Row -Server $Server -IsLocal $IsLocal
    $entry['status'] = $answer.Status
    if ($null -ne $answer.Error) {
        $entry['error'] = Get-HcReason $answer.Error
        $entry['errorId'] = Get-HcErrorId $answer.Error
        Write-Warning ($Row.Cmdlet + ' ' + $Server + ': ' + $answer.Error.Exception.Message)
    }
    if ($answer.Status -eq 'ok' -or $answer.Status -eq 'empty') {
        $path = Join-Path -Path $OutputFolder -ChildPath $name
        $selected = @(foreach ($object in $answer.Objects) {
                Select-HcProperty -InputObject $object -Row $Row -Server $Server
            })
        # An empty array makes a file without objects: asked, and there is none.
        $selected | Export-Clixml -LiteralPath $path -Depth 3 -Encoding UTF8
        $entry['file'] = $name
        $entry['count'] = $selected.Count
        $entry['sha256'] = (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash.ToLowerInvariant()
    }
    [void] $Entries.Add($entry)
    return , $answer.Objects
}

function Get-HcSide {
    $hasExchange = Test-HcCommand 'Get-SendConnector'
    $hasOnline = Test-HcCommand 'Get-InboundConnector'

    if ($hasExchange -and (Test-Path -LiteralPath ($ExchangeKey + '\EdgeTransportRole'))) {
        return 'Edge'
    }
    if ($hasExchange -and $hasOnline) {
        throw 'This session has the cmdlets of both sides: name one with -Side.'
    }
    if ($hasExchange) { return 'OnPrem' }
    if ($hasOnline) { return 'Online' }
    throw 'There are no Exchange cmdlets here: open the Exchange Management Shell, or run Connect-ExchangeOnline first.'
}

# The key of the pseudonyms: of an earlier run, or a new one beside the folder.
function Get-HcKey {
    if ($KeyFile -ne '') {
        $hex = ([string] (Get-Content -LiteralPath $KeyFile -TotalCount 1 -ErrorAction Stop)).Trim()
        if ($hex -notmatch '^[0-9A-Fa-f]{64}$') { throw ($KeyFile + ' is not a key of this script.') }
        $octets = @(for ($i = 0; $i -lt 64; $i += 2) { [System.Convert]::ToByte($hex.Substring($i, 2), 16) })
        return , ([byte[]] $octets)
    }
    $path = $OutputFolder + '.key'
    if (Test-Path -LiteralPath $path) { throw ($path + ' is there already: use it with -KeyFile.') }
    $key = New-Object 'byte[]' 32
    [System.Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($key)
    $text = [System.BitConverter]::ToString($key).Replace('-', '').ToLowerInvariant()
    Set-Content -LiteralPath $path -Value $text -Encoding ASCII -ErrorAction Stop
    return , $key
}

# Servers, their sites and the organisation have names of one word that nothing else would show.
function Get-HcSecretWords {
    $names = @([System.Net.Dns]::GetHostName().Split('.')[0])
    if (Test-HcCommand 'Get-ExchangeServer') {
        foreach ($server in @(Get-ExchangeServer -ErrorAction SilentlyContinue)) {
            $names = $names + [string] $server.Name
            $names = $names + ([string] $server.Site).Split('/')[-1]
        }
    }
    if (Test-HcCommand 'Get-OrganizationConfig') {
        foreach ($organization in @(Get-OrganizationConfig -ErrorAction SilentlyContinue)) {
            $names = $names + [string] $organization.Name
        }
    }
    return @($names | Where-Object { $_ -ne '' } | Sort-Object -Unique)
}

function Get-HcOrganization {
    param($Configurations)

    foreach ($configuration in $Configurations) {
        if ($Redact) { return $null }
        return [ordered] @{
            guid              = Get-HcText $configuration.Guid
            distinguishedName = Get-HcText $configuration.DistinguishedName
        }
    }
    return $null
}

# What Exchange says of its own version: the local server's, or the online module's.
function Get-HcExchangeVersion {
    param($Servers, [string] $Computer)

    if ($Side -eq 'Online') {
        $module = Get-Module -Name ExchangeOnlineManagement | Select-Object -First 1
        if ($null -ne $module) { return 'ExchangeOnlineManagement ' + [string] $module.Version }
        return $null
    }
    foreach ($server in $Servers) {
        if ([string] $server.Name -eq $Computer) { return [string] $server.AdminDisplayVersion }
    }
    return $null
}

# ---- the run ---------------------------------------------------------------------------------------

if ($Side -eq '') { $Side = Get-HcSide }
$SideWord = $Side.ToLowerInvariant()
$Started = Get-HcUtcNow
$Computer = [System.Net.Dns]::GetHostName().Split('.')[0]

if ($OutputFolder -eq '') {
    $stamp = $Started.Replace('-', '').Replace(':', '')
    $OutputFolder = Join-Path -Path (Get-Location -PSProvider FileSystem).ProviderPath -ChildPath (
        'hybridcheck-' + $SideWord + '-' + $stamp)
}
$OutputFolder = $OutputFolder.TrimEnd('\', '/')
if (@(Get-ChildItem -LiteralPath $OutputFolder -Force -ErrorAction SilentlyContinue).Count -gt 0) {
    throw ($OutputFolder + ' is not empty: name another folder.')
}
if (-not (Test-Path -LiteralPath $OutputFolder)) {
    $null = New-Item -ItemType Directory -Path $OutputFolder -ErrorAction Stop
}

$ViewBefore = $null
try {
    if ($Side -eq 'OnPrem' -and (Test-HcCommand 'Set-ADServerSettings')) {
        try {
            $ViewBefore = (Get-ADServerSettings -ErrorAction Stop).ViewEntireForest
            Set-ADServerSettings -ViewEntireForest $true -ErrorAction Stop
        }
        catch {
            Write-Warning ('Only the objects of this domain are seen: ' + $_.Exception.Message)
        }
    }
    if ($Redact) {
        $Hmac = New-Object System.Security.Cryptography.HMACSHA256 -ArgumentList (, (Get-HcKey))
        foreach ($word in (Get-HcSecretWords)) { $SecretWords.Add($word) }
    }

    $servers = @()
    $configurations = @()
    foreach ($row in @($Collected | Where-Object { $_.Side -eq $SideWord })) {
        if ($row.Per -eq 'server') {
            foreach ($server in $servers) {
                if ($server.IsEdgeServer -eq $true) { continue }
                $isLocal = ($row.Noun -eq 'ExSetup' -and [string] $server.Name -eq $Computer)
                $null = Export-HcRow -Row $row -Server ([string] $server.Name) -IsLocal $isLocal
            }
            continue
        }
        $name = ''
        if ($row.Per -eq 'local') { $name = $Computer }
        $objects = Export-HcRow -Row $row -Server $name -IsLocal ($row.Per -eq 'local')
        if ($row.Noun -eq 'ExchangeServer') { $servers = @($objects) }
        if ($row.Noun -eq 'OrganizationConfig') { $configurations = @($objects) }
    }
}
finally {
    if ($ViewBefore -eq $false) { Set-ADServerSettings -ViewEntireForest $false }
}

$Manifest = [ordered] @{
    schema       = 'hybridcheck-collection/1'
    tool         = [ordered] @{ name = 'Export-HybridCheck.ps1'; version = $ToolVersion }
    side         = $SideWord
    started      = $Started
    finished     = Get-HcUtcNow
    computer     = Get-HcName $Computer
    exchange     = Get-HcExchangeVersion -Servers $servers -Computer $Computer
    powershell   = [ordered] @{
        version = [string] $PSVersionTable.PSVersion
        edition = [string] $PSVersionTable.PSEdition
        culture = [string] (Get-Culture).Name
    }
    organisation = Get-HcOrganization $configurations
    redaction    = [ordered] @{
        redacted = [bool] $Redact
        comments = [bool] ($IncludeComments -and -not $Redact)
    }
    entries      = @($Entries)
}
$ManifestPath = Join-Path -Path $OutputFolder -ChildPath 'manifest.json'
ConvertTo-Json -InputObject $Manifest -Depth 6 | Set-Content -LiteralPath $ManifestPath -Encoding UTF8

$NotAnswered = @($Entries | Where-Object { $_['status'] -eq 'failed' -or $_['status'] -eq 'notavailable' }).Count
Write-Host ('{0}: {1} cmdlets, {2} without an answer.' -f $OutputFolder, $Entries.Count, $NotAnswered)
Write-Host 'It describes your mail system: treat it as confidential, and delete it when it was used.'
