import Bytes

/// What a dump as a whole says about each of its comments: who repeats whom, which words belong to which thread,
/// which words are hidden somewhere and plain elsewhere.
///
/// Built from a first reading of the dump, slice by slice in the dump's order, and immutable while comments are judged.
/// Every table is bounded; past its bound, a dump's further templates and words are judged as if they stood alone.
package struct DumpSurvey: Sendable {
  struct Template: Sendable {
    var authors = DistinctFew()
  }

  struct Token: Sendable {
    var occurrences: UInt32 = 0
    var disguised: UInt32 = 0
    var authors = DistinctFew()
    var disguisedBy = DistinctFew()
  }

  private var templates = CountTable<Template>(bound: 600_000, empty: Template())
  private var ownCopies = CountTable<UInt32>(bound: 600_000, empty: 0)
  private var tokens = CountTable<Token>(bound: 150_000, empty: Token())
  private var handleAuthors = CountTable<DistinctFew>(bound: 150_000, empty: DistinctFew())
  /// Clean, distinct comments that hold a word: in the dump, and under one post.
  private var wordsOfDump = CountTable<UInt32>(bound: 600_000, empty: 0)
  private var wordsOfThread = CountTable<UInt32>(bound: 1_200_000, empty: 0)
  private var threadSizes: [UInt32] = []
  /// Clean, distinct comments.
  private(set) var size = 0

  package init() {}

  package mutating func add(_ slice: SurveySlice) {
    for entry in slice.entries {
      var isFirst = true
      if entry.template != 0 {
        ownCopies.update(combine(entry.template, entry.author)) { $0 &+= 1 }
        templates.update(entry.template) {
          isFirst = $0.authors.count == 0
          $0.authors.insert(entry.author)
        }
      }
      for index in entry.tokens {
        let token = slice.tokens[Int(index)]
        tokens.update(token.hash) {
          $0.occurrences &+= 1
          $0.authors.insert(entry.author)
          if token.isDisguised {
            $0.disguised &+= 1
            $0.disguisedBy.insert(entry.author)
          }
        }
      }
      for index in entry.handles { handleAuthors.update(slice.handles[Int(index)]) { $0.insert(entry.author) } }
      // A flood counts once, and what has other evidence against it never stands for its thread.
      if entry.isClean && isFirst { addToThread(entry, words: slice.words) }
    }
  }

  private mutating func addToThread(_ entry: SurveySlice.Entry, words: [UInt64]) {
    let post = Int(entry.post)
    while threadSizes.count <= post { threadSizes.append(0) }
    threadSizes[post] &+= 1
    size &+= 1
    for index in entry.words {
      let word = words[Int(index)]
      wordsOfDump.update(word) { $0 &+= 1 }
      wordsOfThread.update(combine(word, UInt64(post))) { $0 &+= 1 }
    }
  }

  func template(_ hash: UInt64) -> Template? { templates[hash] }
  func token(_ hash: UInt64) -> Token? { tokens[hash] }
  func copies(of template: UInt64, by author: UInt64) -> Int {
    template == 0 ? 1 : Int(ownCopies[combine(template, author)] ?? 1)
  }
  func authors(naming handle: UInt64) -> Int { Int(handleAuthors[handle]?.count ?? 0) }

  /// Clean, distinct comments of the dump that hold a word.
  func comments(with word: UInt64) -> Int { Int(wordsOfDump[word] ?? 0) }
  /// The same under one post.
  func comments(with word: UInt64, under post: Int) -> Int { Int(wordsOfThread[combine(word, UInt64(post))] ?? 0) }
  func threadSize(of post: Int) -> Int { post < threadSizes.count ? Int(threadSizes[post]) : 0 }
}
