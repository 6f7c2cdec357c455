/// Whether a text is ASCII throughout.
public func isASCII(_ text: Span<UInt8>) -> Bool {
  var all: UInt8 = 0
  for index in text.indices { all |= text[index] }
  return all < 0x80
}

/// The small letter of a capital ASCII letter; any other byte as it is.
@inlinable public func asciiLowercase(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}
