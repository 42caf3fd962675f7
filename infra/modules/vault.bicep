// Secrets: the app settings refer to them, so that no setting and no deployment history shows one.
@description('Name of the vault, 3 to 24 letters, digits and hyphens.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Password of the admin that the very first start creates.')
@secure()
param adminPassword string

@description('Whether the vault answers outside of the virtual network.')
param allowPublicNetwork bool

@description('Workspace that gets the audit log.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    publicNetworkAccess: allowPublicNetwork ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: allowPublicNetwork ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
    }
    sku: {
      family: 'A'
      name: 'standard'
    }
  }

  resource adminSecret 'secrets' = {
    name: 'admin-pass'
    properties: {
      value: adminPassword
    }
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

@description('Resource id.')
output id string = vault.id

@description('Name.')
output name string = vault.name

@description('Address of the admin password, without a version: a new one is taken up by itself.')
output adminPasswordSecretUri string = vault::adminSecret.properties.secretUri
