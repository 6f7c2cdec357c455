import Bytes
package import Dumps
import Synchronization
package import Text

/// What a dump as a whole says about each of its comments: who repeats whom, what its campaigns and threads speak of,
/// which words are hidden somewhere and plain elsewhere.
///
/// Built from a first reading of the dump, slice by slice in the dump's order, and immutable while comments are judged.
/// Every table is bounded; past its bound, a dump's further texts and words are judged as if they stood alone.
package struct DumpSurvey: Sendable {
  /// Authors of one long text that make it an example of a campaign, and what that counts for.
  private static let leastCopies = 3
  private static let copiesOpinion: Float = 3
  /// Posts and authors that make an unknown word a name.
  private static let leastSpread = 3
  /// Texts after which as many as may be are reckoned with.
  private static let manyTexts = 10_000
  /// How many texts ahead the tables are asked to have their slots fetched.
  private static let lookAhead = 8
  private var templates = Templates()
  /// Copies of a text by one author, the very first of the text left out: most texts stand in a dump once.
  private var furtherCopies = CountTable<UInt32>(bound: 600_000, empty: 0)
  private var answersOf = CountTable<UInt32>(bound: 150_000, empty: 0)
  private var textsOf = CountTable<OwnTexts>(bound: 150_000, empty: OwnTexts())
  private(set) var answered = AnsweredTexts()
  /// Comments that answer others.
  private(set) var answers = 0
  private var tokens = CountTable<Token>(bound: 150_000, empty: Token())
  private var handleAuthors = CountTable<DistinctFew>(bound: 150_000, empty: DistinctFew())
  /// What the next batches are to be surveyed with.
  package private(set) var known = KnownTexts()
  /// By their positions among the known texts.
  private var texts: [SurveyedText] = []
  private var phrases: [UInt32] = []
  private var stems: [UInt64] = []
  private var names: [UInt64] = []

  /// The tokens that enough authors hide for them to be worth a look, their lowest bit set: few, so that a plain word is
  /// seldom looked up among all.
  private(set) var hidden = RareWordSet([])
  private(set) var campaigns = CampaignModel()
  private(set) var threads = ThreadModel()

  private var sightings: [Sighting] = []
  private(set) var windows: Windows

  /// - Parameter windows: what else to count, because a rule asks for it.
  package init(windows: [WindowRequest] = []) { self.windows = Windows(windows) }

  /// How many distinct authors or posts share what a comment holds.
  ///
  /// - Parameters:
  ///   - request: index into the requests that the survey was made with.
  ///   - views: the comment's text, loaded.
  package func reading(ofWindow request: Int, _ comment: Comment, _ views: borrowing TextViews) -> Reading {
    windows.reading(request, comment, views)
  }

  /// Finds out which comments of a slice hold texts to learn from: the short part of taking it in, and all that must be
  /// done before further batches are surveyed. To be called with each slice in turn.
  package mutating func note(_ slice: inout SurveySlice) {
    slice.markNew { known.insert($0) }
  }

  /// Adds a slice that was noted; to be called with each in turn. The next batches may be surveyed meanwhile.
  package mutating func add(_ slice: SurveySlice) {
    sightings += slice.sightings.prefix(Windows.mostSightings - sightings.count)
    // Table by table: each look-up misses the cache, and short loops let the processor wait for several at once.
    addTemplates(slice)
    addTokens(slice)
    for entry in slice.entries {
      // Of texts that are not learnt from nothing is known.
      answered.note(
        texts.count < KnownTexts.most ? entry.comment : nil, answering: entry.parent, text: entry.text)
      if entry.parent != nil {
        answers += 1
        answersOf.update(entry.author) { $0 &+= 1 }
      }
      for index in entry.handles.range { handleAuthors.update(slice.handles[index]) { $0.insert(entry.author) } }
      if entry.isNew { keep(entry, of: slice) }
    }
  }

  private mutating func addTemplates(_ slice: SurveySlice) {
    let entries = slice.entries.span
    for index in entries.indices {
      // What is looked up a little later is fetched meanwhile.
      if index &+ Self.lookAhead < entries.count { templates.prefetch(entries[index &+ Self.lookAhead].template) }
      let entry = entries[index]
      if entry.template == 0 { continue }
      let isNew = templates.add(entry.template, author: entry.author, time: entry.time)
      if !isNew { furtherCopies.update(combine(entry.template, entry.author)) { $0 &+= 1 } }
    }
  }

  private mutating func addTokens(_ slice: SurveySlice) {
    for entry in slice.entries where !entry.tokens.isEmpty {
      let post = hashOfPost(entry.post)
      for index in entry.tokens.range {
        let token = slice.tokens[index]
        tokens.update(token.hash) {
          $0.occurrences &+= 1
          $0.authors.insert(entry.author)
          $0.posts.insert(post)
          if token.isDisguised {
            $0.disguised &+= 1
            $0.disguisedBy.insert(entry.author)
          }
        }
      }
    }
  }

  private mutating func keep(_ entry: SurveySlice.Entry, of slice: SurveySlice) {
    if texts.count == Self.manyTexts { makeRoom() }
    let phraseRange = ByteRange(start: phrases.count, count: Int(entry.phrases.count))
    let stemRange = ByteRange(start: stems.count, count: Int(entry.stems.count))
    phrases.append(contentsOf: slice.phrases[entry.phrases.range])
    stems.append(contentsOf: slice.stems[entry.stems.range])
    let nameRange = ByteRange(start: names.count, count: Int(entry.tokens.count))
    for index in entry.tokens.range { names.append(slice.tokens[index].hash) }
    texts.append(
      SurveyedText(
        post: entry.post, author: entry.author, opinion: entry.opinion, template: entry.template, isLong: entry.isLong,
        names: nameRange, phrases: phraseRange, stems: stemRange))
  }

  /// Makes room for all texts that may follow, should they be like those so far. What is never written to is no memory
  /// in use, and large arrays that grow step by step are copied over and over again.
  private mutating func makeRoom() {
    let times = KnownTexts.most / Self.manyTexts
    texts.reserveCapacity(texts.count * times)
    phrases.reserveCapacity(phrases.count * times)
    stems.reserveCapacity(stems.count * times)
    names.reserveCapacity(names.count * times)
  }

  /// Learns from all that was added: to be called once, when all slices are in.
  ///
  /// - Parameter sideBySide: does two things, at once where it can: the first on any thread, the other on this one.
  package mutating func finish(
    _ sideBySide: (_ one: @Sendable () -> Void, _ other: () -> Void) -> Void = { one, other in
      one()
      other()
    }
  ) {
    weighCopies()
    let sides = campaigns.learn(from: texts, phrases: phrases, sideBySide)
    for index in texts.indices { texts[index].side = sides[index] }
    let threads = Mutex(ThreadModel())
    var near: [UInt16] = []
    sideBySide { [texts, stems] in
      threads.withLock { $0 = ThreadModel(texts, stems: stems) }
    } _: {
      near = NearCopies.authors(of: texts, phrases: phrases)
      for text in texts where text.side == .campaign { textsOf.update(text.author) { $0.campaign &+= 1 } }
      for text in texts where text.isOfThread { textsOf.update(text.author) { $0.people &+= 1 } }
      answered.finish(stems: stems, text)
      hidden = RareWordSet(tokens.keys(where: { $0.disguisedBy.count >= Brands.leastHiders }))
      if !windows.requests.isEmpty { windows = Windows(windows.requests, sightings) }
    }
    self.threads = threads.withLock { $0 }
    for index in texts.indices { texts[index].nearAuthors = near[index] }
    sightings = []
    phrases = []
    stems = []
    names = []
  }

  /// Finds out which texts many authors posted, and which hold a name.
  private mutating func weighCopies() {
    // Taken out for as long as texts are changed: what is asked of a whole survey that changes is asked of a copy of it.
    let (templates, tokens, names) = (templates, tokens, names)
    var texts = texts.mutableSpan
    for index in texts.indices {
      if index &+ Self.lookAhead < texts.count {
        let next = texts[index &+ Self.lookAhead]
        if next.isLong { templates.prefetch(next.template) }
        for place in next.names.range { tokens.prefetch(names[place]) }
      }
      if texts[index].isLong, texts[index].template != 0,
        (templates[texts[index].template]?.authors.count ?? 0) >= Self.leastCopies
      {
        texts[index].opinion += Self.copiesOpinion
      }
      for place in texts[index].names.range where (tokens[names[place]]?.spread ?? 0) >= Self.leastSpread {
        texts[index].holdsName = true
        break
      }
    }
  }

  /// Has fetched what `prefetch` reads of a comment's post, which comes before all else.
  package func prefetch(post: Int) { threads.prefetch(post: post) }

  /// Has fetched what is going to be asked of one comment.
  func prefetch(_ terms: CommentTerms, template: UInt64, author: UInt64, post: Int) {
    known.prefetch(terms.text)
    templates.prefetch(template)
    textsOf.prefetch(author)
    answersOf.prefetch(author)
    furtherCopies.prefetch(combine(template, author))
    threads.prefetch(terms.stems.span, under: post)
    campaigns.prefetch(terms.phrases.span)
  }

  /// - Parameter hash: 0 for a text too short to count as a template.
  func template(_ hash: UInt64) -> Templates.Copies? { hash == 0 ? nil : templates[hash] }
  func token(_ hash: UInt64) -> Token? { tokens[hash] }
  /// How often an author posted a text.
  ///
  /// - Parameter known: what is known of the template.
  func copies(of template: UInt64, _ known: Templates.Copies?, by author: UInt64) -> Int {
    guard template != 0 else { return 1 }
    let isFirst = known?.authors.isFirst(author) ?? false
    return max(1, Int(furtherCopies[combine(template, author)] ?? 0) + (isFirst ? 1 : 0))
  }
  func answers(by author: UInt64) -> Int { Int(answersOf[author] ?? 0) }
  func texts(of author: UInt64) -> OwnTexts { textsOf[author] ?? OwnTexts() }
  func authors(naming handle: UInt64) -> Int { Int(handleAuthors[handle]?.count ?? 0) }

  /// What was kept of the same text, if it was.
  func text(_ hash: UInt64) -> SurveyedText? { text(at: known.position(of: hash)) }

  /// - Parameter position: of a known text.
  func text(at position: Int?) -> SurveyedText? { position.map { texts[$0] } }

  /// Has fetched what `text` reads.
  func prefetchText(at position: Int?) {
    if let position { texts.span.prefetch(position) }
  }
}

/// A post's number as a hash, for counting distinct ones.
private func hashOfPost(_ post: Int32) -> UInt64 { combine(0x70, UInt64(UInt32(bitPattern: post))) }
