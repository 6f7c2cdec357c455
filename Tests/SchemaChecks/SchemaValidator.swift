import Foundation

/// A validator for the part of JSON Schema that the project's schemas use; an unknown keyword is an error, so that no
/// schema can say something that goes unchecked.
struct SchemaValidator {
  private let root: [String: Any]

  init(_ schema: String) throws {
    guard let root = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any] else {
      throw CocoaError(.coderReadCorrupt)
    }
    self.root = root
  }

  /// The violations of a JSON text, each with the path to it.
  func violations(of json: Data) throws -> [String] {
    check(try JSONSerialization.jsonObject(with: json), root, "$")
  }

  private static let silent: Set<String> = ["$schema", "title", "description", "$defs"]

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
        return (value as? String)?.range(of: pattern, options: .regularExpression) != nil
          ? [] : ["\(path): not like \(pattern)"]
      case ("items", let items as [String: Any]):
        return (value as? [Any] ?? []).enumerated().flatMap { check($1, items, "\(path)[\($0)]") }
      case ("minItems", let least as Int): return (value as? [Any] ?? []).count >= least ? [] : ["\(path): too few"]
      case ("maxItems", let most as Int): return (value as? [Any] ?? []).count <= most ? [] : ["\(path): too many"]
      case ("required", let keys as [String]):
        let object = value as? [String: Any] ?? [:]
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
