import Bytes

@testable import Text

func views(_ text: String) -> TextViews { views(Array(text.utf8)) }

func views(_ bytes: [UInt8], fastly: Bool = true) -> TextViews {
  var views = TextViews()
  views.load(bytes.span, fastly: fastly)
  return views
}

func string(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

/// `kind:letters`, as the golden rows have it.
func summary(_ disguises: [Disguise]) -> String {
  disguises.map { "\($0.kind):\($0.letters)" }.joined(separator: " ")
}

/// A fixed sequence of numbers that look random (SplitMix64).
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

/// What must hold of the views of any text at all. Returns what does not.
func faults(_ views: borrowing TextViews) -> [String] {
  var faults: [String] = []
  let count = views.raw.count
  for (name, text) in [("clean", views.clean), ("folded", views.folded), ("skeleton", views.skeleton)] {
    if text.offsets.isEmpty {
      if name != "skeleton", !text.bytes.isEmpty, text.bytes.count != count {
        faults.append("\(name): no offsets, but other bytes")
      }
    } else {
      if text.offsets.count != text.bytes.count { faults.append("\(name): \(text.offsets.count) offsets") }
      if text.offsets.contains(where: { Int($0) >= count }) { faults.append("\(name): offset beyond the text") }
    }
    if firstInvalidUTF8(text.bytes.span) != nil { faults.append("\(name): not UTF-8") }
  }
  if views.isFoldedInCaseAlone, views.clean.bytes.map(asciiLowercase) != views.folded.bytes {
    faults.append("folded otherwise than in case")
  }
  var end = 0
  for word in views.words {
    if Int(word.range.start) < end || word.range.isEmpty || word.range.end > views.folded.bytes.count {
      faults.append("word \(word.range)")
    }
    end = word.range.end
    let source = views.source(of: word.range.range, in: .folded)
    if source.lowerBound < 0 || source.upperBound > count || source.isEmpty { faults.append("word from \(source)") }
  }
  end = 0
  for entity in views.entities {
    if Int(entity.folded.start) < end || entity.folded.end > views.folded.bytes.count || entity.source.end > count {
      faults.append("entity \(entity)")
    }
    end = entity.folded.end
  }
  var start = 0
  for disguise in views.disguises {
    if Int(disguise.source.start) < start || disguise.source.isEmpty || disguise.source.end > count {
      faults.append("disguise \(disguise)")
    }
    start = Int(disguise.source.start)
  }
  return faults
}
