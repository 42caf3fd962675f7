// The optional virtual network: one subnet for the app's way out, one for the private endpoints of storage and vault, and the names that lead to them.
@description('Name of the network.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Address range; the first two /24 of it become subnets.')
param addressPrefix string

@description('Storage account.')
param storageId string

@description('Key vault.')
param vaultId string

var endpoints = [
  {
    service: 'blob'
    zone: 'privatelink.blob.${environment().suffixes.storage}'
    target: storageId
  }
  {
    service: 'queue'
    zone: 'privatelink.queue.${environment().suffixes.storage}'
    target: storageId
  }
  {
    service: 'table'
    zone: 'privatelink.table.${environment().suffixes.storage}'
    target: storageId
  }
  {
    service: 'vault'
    zone: 'privatelink.vaultcore.azure.net'
    target: vaultId
  }
]

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 0)
          delegations: [
            {
              name: 'flex'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 1)
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for endpoint in endpoints: {
  name: endpoint.zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (endpoint, i) in endpoints: {
  parent: zones[i]
  name: name
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for endpoint in endpoints: {
  name: '${name}-${endpoint.service}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: '${network.id}/subnets/endpoints'
    }
    privateLinkServiceConnections: [
      {
        name: endpoint.service
        properties: {
          privateLinkServiceId: endpoint.target
          groupIds: [endpoint.service]
        }
      }
    ]
  }
}]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [for (endpoint, i) in endpoints: {
  parent: privateEndpoints[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: endpoint.service
        properties: {
          privateDnsZoneId: zones[i].id
        }
      }
    ]
  }
}]

@description('Subnet that the function app joins.')
output appSubnetId string = '${network.id}/subnets/app'
