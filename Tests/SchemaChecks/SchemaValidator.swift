package import Foundation

/// A validator for the part of JSON Schema that the project's schemas use; an unknown keyword is an error, so that no
/// schema can say something that goes unchecked.
package struct SchemaValidator {
  private let root: [String: Any]

  package init(_ schema: String) throws {
    guard let root = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any] else {
      throw CocoaError(.coderReadCorrupt)
    }
    self.root = root
  }

  /// The violations of a JSON text, each with the path to it.
  package func violations(of json: Data) throws -> [String] {
    check(try JSONSerialization.jsonObject(with: json), root, "$")
  }

  /// The same of a value as `JSONSerialization` makes it.
  package func violations(of value: Any) -> [String] { check(value, root, "$") }

  private static let silent: Set<String> = ["$schema", "title", "description", "$defs", "then", "else"]

  private func check(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    schema.flatMap { keyword, argument -> [String] in
      if Self.silent.contains(keyword) { return [] }
      switch (keyword, argument) {
      case ("$ref", let reference as String):
        let name = reference.replacingOccurrences(of: "#/$defs/", with: "")
        guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
          return ["\(path): no \(reference)"]
        }
        return check(value, target, path)
      case ("type", let type as String): return isOf(value, type) ? [] : ["\(path): not \(type)"]
      case ("type", let types as [String]):
        return types.contains { isOf(value, $0) } ? [] : ["\(path): none of \(types)"]
      case ("const", _): return isEqual(value, argument) ? [] : ["\(path): not \(argument)"]
      case ("enum", let options as [Any]):
        return options.contains { isEqual(value, $0) } ? [] : ["\(path): not in \(options)"]
      case ("minimum", let least as Double):
        return (value as? Double).map { $0 >= least } ?? true ? [] : ["\(path): below \(least)"]
      case ("maximum", let most as Double):
        return (value as? Double).map { $0 <= most } ?? true ? [] : ["\(path): above \(most)"]
      case ("pattern", let pattern as String):
        guard let text = value as? String else { return [] }
        return text.range(of: pattern, options: .regularExpression) != nil ? [] : ["\(path): not like \(pattern)"]
      case ("maxLength", let most as Int):
        return (value as? String).map { $0.unicodeScalars.count <= most } ?? true ? [] : ["\(path): too long"]
      case ("items", let items as [String: Any]):
        return (value as? [Any] ?? []).enumerated().flatMap { check($1, items, "\(path)[\($0)]") }
      case ("minItems", let least as Int): return (value as? [Any] ?? []).count >= least ? [] : ["\(path): too few"]
      case ("maxItems", let most as Int): return (value as? [Any] ?? []).count <= most ? [] : ["\(path): too many"]
      case ("exclusiveMinimum", let bound as Double):
        return (value as? Double).map { $0 > bound } ?? true ? [] : ["\(path): not above \(bound)"]
      case ("exclusiveMaximum", let bound as Double):
        return (value as? Double).map { $0 < bound } ?? true ? [] : ["\(path): not below \(bound)"]
      case ("minProperties", let least as Int):
        return (value as? [String: Any]).map { $0.count >= least } ?? true ? [] : ["\(path): too few keys"]
      case ("maxProperties", let most as Int):
        return (value as? [String: Any]).map { $0.count <= most } ?? true ? [] : ["\(path): too many keys"]
      case ("propertyNames", let names as [String: Any]):
        return (value as? [String: Any] ?? [:]).keys.flatMap { check($0, names, "\(path).\($0)") }
      case ("dependentRequired", let needs as [String: [String]]):
        guard let object = value as? [String: Any] else { return [] }
        return needs.flatMap { key, others in
          object[key] == nil ? [] : others.filter { object[$0] == nil }.map { "\(path): \(key) lacks \($0)" }
        }
      case ("allOf", let parts as [[String: Any]]): return parts.flatMap { check(value, $0, path) }
      case ("anyOf", let parts as [[String: Any]]):
        let found = parts.map { check(value, $0, path) }
        return found.contains { $0.isEmpty } ? [] : ["\(path): fits none of \(found)"]
      case ("oneOf", let parts as [[String: Any]]):
        let found = parts.map { check(value, $0, path) }
        return found.count { $0.isEmpty } == 1 ? [] : ["\(path): fits not just one of \(found)"]
      case ("not", let other as [String: Any]):
        return check(value, other, path).isEmpty ? ["\(path): fits what it must not"] : []
      case ("if", let condition as [String: Any]):
        let branch = check(value, condition, path).isEmpty ? "then" : "else"
        return (schema[branch] as? [String: Any]).map { check(value, $0, path) } ?? []
      case ("required", let keys as [String]):
        guard let object = value as? [String: Any] else { return [] }
        return keys.filter { object[$0] == nil }.map { "\(path): lacks \($0)" }
      case ("properties", let properties as [String: [String: Any]]):
        let object = value as? [String: Any] ?? [:]
        return object.flatMap { key, member in properties[key].map { check(member, $0, "\(path).\(key)") } ?? [] }
      case ("additionalProperties", let rest):
        let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
        let others = (value as? [String: Any] ?? [:]).filter { !known.contains($0.key) }
        if let rest = rest as? [String: Any] { return others.flatMap { check($1, rest, "\(path).\($0)") } }
        return others.keys.map { "\(path): unknown key \($0)" }
      default: return ["\(path): the schema's keyword \(keyword) is not understood"]
      }
    }
  }

  private func isOf(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": isBoolean(value)
    case "number": value is NSNumber && !isBoolean(value)
    case "integer": !isBoolean(value) && ((value as? Double).map { $0 == $0.rounded() } ?? false)
    default: false
    }
  }

  private func isBoolean(_ value: Any) -> Bool {
    (value as? NSNumber).map { unsafe String(cString: $0.objCType) == "c" } ?? false
  }

  private func isEqual(_ one: Any, _ other: Any) -> Bool {
    guard let one = one as? NSObject, let other = other as? NSObject else { return false }
    return one == other
  }
}
