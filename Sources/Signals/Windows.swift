import Bytes
import Dumps
import Text

/// What a comment may share with others.
package enum SightingKind: UInt8, CaseIterable, Sendable { case template, link, handle }

/// How many distinct authors, or posts, go with one thing within a time span.
package struct WindowRequest: Hashable, Sendable {
  package let kind: SightingKind
  /// Whether posts are counted, and not authors.
  package let ofPosts: Bool
  /// Nil for the whole dump.
  package let seconds: Int?

  package init(_ kind: SightingKind, ofPosts: Bool, seconds: Int?) {
    self.kind = kind
    self.ofPosts = ofPosts
    self.seconds = seconds
  }
}

/// Something that comments may share, in one of them.
struct Sighting: Sendable {
  var kind: SightingKind
  var key: UInt64
  var author: UInt64
  var post: Int32
  /// Seconds since 1970; nil where the dump does not say.
  var time: Int?
}

/// Counts of distinct authors and posts over the comments' own times, made when a dump has been read once. Only what
/// rules ask for is taken down.
struct Windows: Sendable {
  /// Sightings that are taken down; what a dump shares beyond them is judged as if it stood alone.
  static let mostSightings = 1_000_000

  let requests: [WindowRequest]
  /// Counts above 1, by request, key and time.
  private var counts = CountTable<UInt32>(bound: 2 * mostSightings, empty: 0)

  init(_ requests: [WindowRequest]) { self.requests = requests }

  init(_ requests: [WindowRequest], _ sightings: [Sighting]) {
    self.requests = requests
    for (index, request) in requests.enumerated() {
      var groups = sightings.filter { $0.kind == request.kind && (request.seconds == nil || $0.time != nil) }
      groups.sort { ($0.key, $0.time ?? 0) < ($1.key, $1.time ?? 0) }
      var start = 0
      while start < groups.count {
        var end = start + 1
        while end < groups.count, groups[end].key == groups[start].key { end += 1 }
        if end - start > 1 { count(groups[start..<end], request, index) }
        start = end
      }
    }
  }

  /// - Parameter group: all sightings of one thing, in the order of their times.
  private mutating func count(_ group: ArraySlice<Sighting>, _ request: WindowRequest, _ index: Int) {
    func subject(_ sighting: Sighting) -> UInt64 {
      request.ofPosts ? UInt64(UInt32(bitPattern: sighting.post)) : sighting.author
    }
    guard let seconds = request.seconds else {
      let all = Set(group.map(subject)).count
      if all > 1 { note(UInt32(all), index, group[group.startIndex].key, nil) }
      return
    }
    // Every window that matters begins at a sighting: `distinct` by the first of its window.
    var inside: [UInt64: Int] = [:]
    var end = group.startIndex
    var distinct: [UInt32] = []
    for first in group.indices {
      while end < group.endIndex, (group[end].time ?? 0) - (group[first].time ?? 0) <= seconds {
        inside[subject(group[end]), default: 0] += 1
        end += 1
      }
      distinct.append(UInt32(inside.count))
      let leaving = subject(group[first])
      inside[leaving, default: 1] -= 1
      if inside[leaving] == 0 { inside[leaving] = nil }
    }
    // Of the windows that reach a sighting, the best: a queue whose front is the greatest.
    var queue: [Int] = []
    var front = 0
    for (offset, place) in group.indices.enumerated() {
      while queue.count > front, distinct[queue[queue.count - 1]] <= distinct[offset] { queue.removeLast() }
      queue.append(offset)
      let now = group[place].time ?? 0
      while now - (group[group.startIndex + queue[front]].time ?? 0) > seconds { front += 1 }
      if distinct[queue[front]] > 1 { note(distinct[queue[front]], index, group[place].key, now) }
    }
  }

  private mutating func note(_ count: UInt32, _ request: Int, _ key: UInt64, _ time: Int?) {
    counts.update(Self.slot(request, key, time)) { $0 = max($0, count) }
  }

  private static func slot(_ request: Int, _ key: UInt64, _ time: Int?) -> UInt64 {
    combine(combine(key, UInt64(request)), UInt64(bitPattern: Int64(time ?? .min)))
  }

  /// The greatest count of a window that holds the comment, for any of the things it shares, and where that stands.
  ///
  /// - Parameter request: index into `requests`.
  /// - Returns: an unknown reading where the comment has no time and the window asks for one.
  func reading(_ request: Int, _ comment: Comment, _ views: borrowing TextViews) -> Reading {
    let asked = requests[request]
    if asked.seconds != nil, comment.time == nil { return .unknown }
    var most = Reading(0)
    forEachKey(asked.kind, views) { key, place in
      let count = Double(counts[Self.slot(request, key, asked.seconds == nil ? nil : comment.time)] ?? 1)
      if count > most.value { most = Reading(count, at: place) }
    }
    return most
  }
}

/// The things of one kind that a comment shares, or might.
func forEachKey(_ kind: SightingKind, _ views: borrowing TextViews, _ body: (UInt64, ByteRange?) -> Void) {
  switch kind {
  case .template:
    let template = Repeats.template(of: views)
    if template != 0 { body(template, nil) }
  case .handle:
    for entity in views.entities where entity.kind == .handle { body(handleHash(entity, in: views), entity.source) }
  case .link:
    for entity in views.entities where entity.kind == .link {
      body(hash64(linkAddress(views.foldedBytes[entity.folded.range]).span, seed: 0x2F), entity.source)
    }
  }
}
