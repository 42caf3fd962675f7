using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Acornima.Tests.Binding;

/// <summary>Jint was compiled against the official package: everything that it refers to must be here, by name and signature.</summary>
public sealed class JintBindingTests
{
    [Fact]
    public void All_members_that_Jint_refers_to_are_there()
    {
        using var jintFile = new PEReader(File.OpenRead(typeof(Jint.Engine).Assembly.Location));
        using var ourFile = new PEReader(File.OpenRead(typeof(Parser).Assembly.Location));
        var jint = jintFile.GetMetadataReader();
        var defined = DefinedMembers(ourFile.GetMetadataReader());
        var missing = ReferredMembers(jint).Where(member => !defined.Contains(member)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.Empty(missing);
    }

    [Fact]
    public void Jint_refers_to_the_identity_that_the_assembly_has()
    {
        var wanted = typeof(Jint.Engine).Assembly.GetReferencedAssemblies().Single(name => name.Name == "Acornima");
        var ours = typeof(Parser).Assembly.GetName();
        Assert.Equal(wanted.GetPublicKeyToken(), ours.GetPublicKeyToken());
        Assert.True(ours.Version >= wanted.Version);
    }

    private static IEnumerable<string> ReferredMembers(MetadataReader jint)
    {
        var names = new TypeNames(jint);
        foreach (var handle in jint.TypeReferences)
            if (IsOurs(jint, handle)) yield return TypeNames.OfReference(jint, handle);

        foreach (var handle in jint.MemberReferences)
        {
            var member = jint.GetMemberReference(handle);
            if (OwnerOf(jint, names, member.Parent) is not { } owner) continue;
            yield return member.GetKind() == MemberReferenceKind.Field
                ? $"{owner}.{jint.GetString(member.Name)} {member.DecodeFieldSignature(names, null)}"
                : Method(owner, jint.GetString(member.Name), member.DecodeMethodSignature(names, null));
        }
    }

    private static string? OwnerOf(MetadataReader jint, TypeNames names, EntityHandle parent)
    {
        switch (parent.Kind)
        {
            case HandleKind.TypeReference when IsOurs(jint, (TypeReferenceHandle)parent):
                return TypeNames.OfReference(jint, (TypeReferenceHandle)parent);
            case HandleKind.TypeSpecification:
                var text = jint.GetTypeSpecification((TypeSpecificationHandle)parent).DecodeSignature(names, null);
                return text.StartsWith("Acornima.", StringComparison.Ordinal) && !text.EndsWith("[]", StringComparison.Ordinal) ? text.Split('<')[0] : null;
            default:
                return null;
        }
    }

    private static bool IsOurs(MetadataReader jint, TypeReferenceHandle handle)
    {
        var scope = jint.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsOurs(jint, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => jint.GetString(jint.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == "Acornima",
            _ => false,
        };
    }

    /// <summary>The types and their members, each also under the types derived from it: a reference may name any of them.</summary>
    private static HashSet<string> DefinedMembers(MetadataReader ours)
    {
        var names = new TypeNames(ours);
        var own = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var bases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var handle in ours.TypeDefinitions)
        {
            var type = ours.GetTypeDefinition(handle);
            var name = TypeNames.OfDefinition(ours, handle);
            var members = own[name] = [];
            foreach (var field in type.GetFields().Select(ours.GetFieldDefinition))
                members.Add($".{ours.GetString(field.Name)} {field.DecodeSignature(names, null)}");
            foreach (var method in type.GetMethods().Select(ours.GetMethodDefinition))
                members.Add(Method("", ours.GetString(method.Name), method.DecodeSignature(names, null)));
            if (!type.BaseType.IsNil && type.BaseType.Kind == HandleKind.TypeDefinition) bases[name] = TypeNames.OfDefinition(ours, (TypeDefinitionHandle)type.BaseType);
        }

        var result = new HashSet<string>(own.Keys, StringComparer.Ordinal);
        foreach (var name in own.Keys)
            for (var type = name; type is not null; type = bases.GetValueOrDefault(type))
                foreach (var member in own[type]) result.Add(name + member);
        return result;
    }

    private static string Method(string owner, string name, MethodSignature<string> signature) =>
        $"{owner}.{name}`{signature.GenericParameterCount}({string.Join(", ", signature.ParameterTypes)}) {signature.ReturnType} {signature.Header.IsInstance}";
}
