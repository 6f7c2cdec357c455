import Bytes
package import Dumps
package import Text

/// What is known of a post, for comparing comments with it.
///
/// A class: it is handed on with each comment, and as a structure would be half a dozen references.
package final class PostProfile: Sendable {
  /// Hashes of all words of the post's text, as written, and of each with the number behind it put together.
  let words: WordSet
  /// Stems of its content words, links and handles aside.
  let stems: WordSet
  /// Handles that belong here: the post's author and whom the text names.
  let ownHandles: Set<UInt64>
  /// What the post's author is called: the hashes of the handles that belong here and of the stems of the author's name.
  let names: WordSet
  /// The post's id as it stands in folded links; empty for an id too short to be told in one.
  private let id: [UInt8]
  /// Whether the dump holds any text of the post.
  package let hasText: Bool

  /// - Parameter views: the post's text, loaded; empty when there is none. Holds something else afterwards.
  package init(_ post: Post, views: inout TextViews) {
    hasText = post.text != nil
    let written = views.words
    let numbered = written.indices.dropLast().filter { written[$0].digits == 0 && written[$0 + 1].letters == 0 }
    let folded = views.foldedBytes
    words = WordSet(
      written.map(\.hash) + numbered.map { JoinedName($0..<($0 + 2), of: written.span, in: folded.span).hash })
    stems = WordSet(
      views.words.filter { !$0.isInEntity && !StopWords.contains($0.hash) }
        .map { stemHash(folded.span.extracting($0.range.range)) })
    var handles = Set(views.entities.filter { $0.kind == .handle }.map { handleHash($0, in: views) })
    var nameStems: [UInt64] = []
    if let author = post.author {
      let name = Array(author.lowercased().utf8)
      handles.insert(handleHash(name, name.indices))
      views.load(Array(author.utf8).span)
      let folded = views.foldedBytes
      nameStems = views.words.filter { !$0.isInEntity && Int($0.letters) > Vocabulary.shortest }
        .map { stemHash(folded.span.extracting($0.range.range)) }
    }
    ownHandles = handles
    names = WordSet(Array(handles) + nameStems)
    let id = Array((post.id ?? "").lowercased().utf8)
    self.id = id.count >= Self.leastId ? id : []
  }

  private static let leastId = 6

  /// Whether a link holds the post's id.
  func isNamed(in link: ArraySlice<UInt8>) -> Bool {
    guard !id.isEmpty, link.count >= id.count else { return false }
    return link.indices.dropLast(id.count - 1).contains { link[$0...].starts(with: id) }
  }
}
