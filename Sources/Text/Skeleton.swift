import Bytes

/// What is left of a text when everything that a template's copies change is masked.
///
/// Links, addresses, handles and telephone numbers become `<link>`, `<email>`, `<handle>`, `<phone>`; each run of digits
/// `0`; a letter standing more than twice in a row stands twice; words are parted by single spaces; emoji and
/// punctuation are gone.
struct SkeletonBuilder {
  static func run(_ folded: MappedText, words: [Word], entities: [Entity], into skeleton: inout MappedText) {
    skeleton.bytes.removeAll(keepingCapacity: true)
    skeleton.offsets.removeAll(keepingCapacity: true)
    var entity = 0
    for word in words {
      while entity < entities.count, entities[entity].folded.end <= Int(word.range.start) {
        mask(entities[entity], folded, &skeleton)
        entity += 1
      }
      if !word.isInEntity { append(word, folded, &skeleton) }
    }
    for rest in entities[entity...] { mask(rest, folded, &skeleton) }
  }

  private static func offset(_ index: Int, _ folded: MappedText) -> UInt32 {
    folded.offsets.isEmpty ? UInt32(index) : folded.offsets[index]
  }

  private static func append(_ byte: UInt8, from index: Int, _ folded: MappedText, _ skeleton: inout MappedText) {
    skeleton.bytes.append(byte)
    skeleton.offsets.append(offset(index, folded))
  }

  private static func separate(before index: Int, _ folded: MappedText, _ skeleton: inout MappedText) {
    if !skeleton.bytes.isEmpty { append(0x20, from: index, folded, &skeleton) }
  }

  private static func mask(_ entity: Entity, _ folded: MappedText, _ skeleton: inout MappedText) {
    let name: StaticString
    switch entity.kind {
    case .link: name = "<link>"
    case .email: name = "<email>"
    case .handle: name = "<handle>"
    case .phone: name = "<phone>"
    case .hashtag: return
    }
    separate(before: Int(entity.folded.start), folded, &skeleton)
    name.withUTF8Buffer { bytes in
      for index in 0..<bytes.count {
        append(unsafe bytes[index], from: Int(entity.folded.start), folded, &skeleton)
      }
    }
  }

  private static func append(_ word: Word, _ folded: MappedText, _ skeleton: inout MappedText) {
    separate(before: Int(word.range.start), folded, &skeleton)
    var previous: UInt8 = 0
    var run = 0
    for index in word.range.range {
      let byte = folded.bytes[index]
      if ByteClass.of(byte) == ByteClass.digit {
        if previous != UInt8(ascii: "0") { append(UInt8(ascii: "0"), from: index, folded, &skeleton) }
        previous = UInt8(ascii: "0")
        run = 1
        continue
      }
      run = byte == previous ? run + 1 : 1
      previous = byte
      if run <= 2 || byte >= 0x80 { append(byte, from: index, folded, &skeleton) }
    }
  }
}
