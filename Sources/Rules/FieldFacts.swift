import Bytes

/// What the rules found in a text that many comments share: a post, a parent, an author's name. Belongs to the rule
/// set it was made with.
package struct FieldFacts: Sendable {
  struct Found: Sendable {
    let atom: Int
    /// In bytes of the field's source text.
    let source: ByteRange
  }

  package let field: Field
  let found: [Found]
  /// Patterns that could not finish.
  let unfinished: [Int]
  /// Those of them that are to blame for it.
  let slow: [Int]
}
