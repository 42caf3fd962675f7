// The account that holds all state, and the package that is deployed. Tables, queues and containers of the workspace are created by the first start.
@description('Name of the account, 3 to 24 lower-case letters and digits.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Redundancy.')
param sku string

@description('Whether the account answers outside of the virtual network.')
param allowPublicNetwork bool

@description('Workspace that gets logs and metrics.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: allowPublicNetwork ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: allowPublicNetwork ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource package 'containers' = {
      name: 'package'
    }
  }

  resource queues 'queueServices' = {
    name: 'default'
  }

  resource tables 'tableServices' = {
    name: 'default'
  }
}

// Each call to a table or queue would be a log line: of those only what failed is of use, and the metrics say that.
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'blobs'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'queues'
  scope: account::queues
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'tables'
  scope: account::tables
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

@description('Resource id.')
output id string = account.id

@description('Name.')
output name string = account.name

@description('Address of the container that the zip is deployed to.')
output packageContainerUrl string = '${account.properties.primaryEndpoints.blob}${account::blobs::package.name}'
