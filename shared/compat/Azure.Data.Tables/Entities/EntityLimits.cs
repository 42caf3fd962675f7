using System.Runtime.InteropServices;

namespace Azure.Data.Tables;

/// <summary>The service's limits on one entity, counted while it is written. An emulator may not know them.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct EntityLimits
{
    private const int MaxEntityBytes = 1024 * 1024;
    private const int MaxValueBytes = 64 * 1024;
    private const int MaxProperties = 252;
    private const int MaxNameLength = 255;
    private const int EntityOverhead = 4;
    private const int PropertyOverhead = 8;
    private const int LengthOverhead = 4;

    private int _bytes;
    private int _properties;

    public EntityLimits(string partitionKey, string rowKey) => _bytes = EntityOverhead + ((partitionKey.Length + rowKey.Length) * sizeof(char));

    /// <summary>Counts a property of a fixed size.</summary>
    public void CountFixed(string name, int valueBytes)
    {
        if (name.Length > MaxNameLength)
            throw TableErrors.Refused("PropertyNameTooLong", $"The property name '{name[..32]}…' exceeds the maximum allowed length of 255 characters.");
        if (++_properties > MaxProperties)
            throw TableErrors.Refused("TooManyProperties", "The entity contains more properties than allowed: 252 besides its keys and its time.");
        _bytes += PropertyOverhead + (name.Length * sizeof(char)) + valueBytes;
        if (_bytes > MaxEntityBytes)
            throw TableErrors.Refused("EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    }

    /// <summary>Counts a property whose size varies.</summary>
    public void CountVariable(string name, int valueBytes)
    {
        if (valueBytes > MaxValueBytes)
            throw TableErrors.Refused("PropertyValueTooLarge", $"The property value of '{name}' exceeds the maximum allowed size (64KB).");
        CountFixed(name, valueBytes + LengthOverhead);
    }
}
