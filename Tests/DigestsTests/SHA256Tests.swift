import Testing

@testable import Digests

struct SHA256Tests {
  /// FIPS 180-4's examples, and the empty text.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func digestsWholeAndInPieces(text: String, expected: String) {
    let bytes = Array(text.utf8)
    var whole = SHA256()
    whole.update(bytes.span)
    #expect(whole.hexDigest() == expected)
    var pieces = SHA256()
    for index in bytes.indices { pieces.update(bytes.span.extracting(index..<index + 1)) }
    #expect(pieces.hexDigest() == expected)
  }
}
