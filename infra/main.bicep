// Gantry on Azure Functions, Flex Consumption: one resource group, no shared keys anywhere. infra/README.md lists what each resource is for and where
// its type is described.
targetScope = 'resourceGroup'

@description('Short name of the workspace; part of every resource name.')
@minLength(3)
@maxLength(12)
param name string

@description('Azure region; one that offers Flex Consumption (az functionapp list-flexconsumption-locations).')
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags object = {}

@description('Password of the admin that the very first start creates; kept in the key vault.')
@secure()
@minLength(8)
param adminPassword string

@description('Name of that admin.')
param adminUsername string = 'admin'

@description('E-mail address of that admin.')
param adminEmail string

@description('Public address of the workspace, such as https://hooks.example.com. Empty: the address of the function app.')
param siteUrl string = ''

@description('Headers that name the caller\'s address, best first. Empty: integrations that restrict addresses refuse every call. Set it only after a look at what the front end really sends: what it does not set itself, a caller can.')
param clientAddressHeaders string = ''

@description('Further settings, by the names of local.settings.sample.json (Section__Key).')
param settings object = {}

@description('Memory of an instance in MB; processor and network come in proportion.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The scale budget: instances at most, HTTP and queues together.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Requests that one instance works on at the same time before another is started. Hooks wait for storage, not for the processor.')
@minValue(1)
@maxValue(1000)
param httpPerInstanceConcurrency int = 100

@description('HTTP instances that are always there, against cold starts. Each is paid for.')
@minValue(0)
param alwaysReadyHttpInstances int = 0

@description('Redundancy of the storage account.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Whether storage and key vault are reached only through a virtual network.')
param privateNetwork bool = false

@description('Address range of that network.')
param addressPrefix string = '10.20.0.0/16'

var suffix = take(uniqueString(resourceGroup().id, name), 6)
var compactName = toLower(replace(name, '-', ''))

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module identity 'modules/identity.bicep' = {
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: '${compactName}${suffix}'
    location: location
    tags: tags
    sku: storageSku
    allowPublicNetwork: !privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: '${take(compactName, 12)}-${suffix}'
    location: location
    tags: tags
    adminPassword: adminPassword
    allowPublicNetwork: !privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module roles 'modules/roles.bicep' = {
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    addressPrefix: addressPrefix
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

module app 'modules/functionapp.bicep' = {
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainerUrl: storage.outputs.packageContainerUrl
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    workspaceId: monitoring.outputs.workspaceId
    adminPasswordSecretUri: vault.outputs.adminPasswordSecretUri
    adminUsername: adminUsername
    adminEmail: adminEmail
    siteUrl: siteUrl
    clientAddressHeaders: clientAddressHeaders
    settings: settings
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpPerInstanceConcurrency: httpPerInstanceConcurrency
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
  }
  // The first start reads storage and the vault: the identity has to be allowed to by then.
  dependsOn: [roles]
}

@description('Name of the function app, for the deployment of the zip.')
output functionAppName string = app.outputs.name

@description('Where it answers.')
output url string = app.outputs.url

@description('Name of the storage account.')
output storageAccountName string = storage.outputs.name

@description('Name of the key vault.')
output keyVaultName string = vault.outputs.name

@description('Client id of the identity that Gantry acts as.')
output identityClientId string = identity.outputs.clientId
