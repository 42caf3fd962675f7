// Logs and metrics: a workspace and Application Insights on top of it, without instrumentation keys.
@description('Name of both resources.')
param name string

@description('Azure region.')
param location string

@description('Tags.')
param tags object

@description('Days that logs are kept.')
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    retentionInDays: retentionDays
    sku: {
      name: 'PerGB2018'
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

@description('Resource id of the workspace, for diagnostic settings.')
output workspaceId string = workspace.id

@description('Name of Application Insights, for the role assignment.')
output insightsName string = insights.name

@description('Connection string of Application Insights; no secret, because keys are off.')
output insightsConnectionString string = insights.properties.ConnectionString
