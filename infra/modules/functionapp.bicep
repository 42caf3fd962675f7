// The Flex Consumption plan and the app: a custom handler, started from the deployed zip.
@description('Name of plan and app.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the identity that the app acts as.')
param identityId string

@description('Client id of that identity.')
param identityClientId string

@description('Storage account.')
param storageName string

@description('Address of the container that the zip is deployed to.')
param packageContainerUrl string

@description('Connection string of Application Insights.')
param insightsConnectionString string

@description('Workspace that gets the logs.')
param workspaceId string

@description('Address of the admin password in the key vault.')
param adminPasswordSecretUri string

@description('Name of the admin that the very first start creates.')
param adminUsername string

@description('E-mail address of that admin.')
param adminEmail string

@description('Public address of the workspace; empty for the address of this app.')
param siteUrl string

@description('Headers that name the caller\'s address; empty for none.')
param clientAddressHeaders string

@description('Further settings of Gantry.')
param settings object

@description('Memory of an instance in MB.')
param instanceMemoryMB int

@description('Instances at most.')
param maximumInstanceCount int

@description('Requests that one instance works on at the same time.')
param httpPerInstanceConcurrency int

@description('HTTP instances that are always there.')
param alwaysReadyHttpInstances int

@description('Subnet for the way out; empty for none.')
param subnetId string

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'custom'
        version: '1.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances == 0 ? [] : [
          {
            name: 'http'
            instanceCount: alwaysReadyHttpInstances
          }
        ]
        triggers: {
          http: {
            perInstanceConcurrency: httpPerInstanceConcurrency
          }
        }
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union({
      AzureWebJobsStorage__accountName: storageName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      AzureWebJobsDisableHomepage: 'true'
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      ADMIN_USERNAME: adminUsername
      ADMIN_EMAIL: adminEmail
      ADMIN_PASS: '@Microsoft.KeyVault(SecretUri=${adminPasswordSecretUri})'
      Site_Url: empty(siteUrl) ? 'https://${app.properties.defaultHostName}' : siteUrl
      Hosting__ClientAddressHeaders: clientAddressHeaders
    }, settings)
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Name.')
output name string = app.name

@description('Where it answers.')
output url string = 'https://${app.properties.defaultHostName}'
