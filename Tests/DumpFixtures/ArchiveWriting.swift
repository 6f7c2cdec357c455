/// Archives as packers write them, without compression.
package enum ArchiveWriting {
  /// A zip archive whose files are stored as they are.
  package static func zip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var (body, directory) = ([UInt8](), [UInt8]())
    for (name, bytes) in files {
      let start = body.count
      let common =
        number(20, 2) + number(0x800, 2) + number(0, 2) + number(0, 4) + number(crc(bytes), 4)
        + number(UInt32(bytes.count), 4) + number(UInt32(bytes.count), 4) + number(UInt32(name.utf8.count), 2)
        + number(0, 2)
      body += Array("PK\u{3}\u{4}".utf8) + common + Array(name.utf8) + bytes
      directory += Array("PK\u{1}\u{2}".utf8) + number(20, 2) + common + number(0, 10) + number(UInt32(start), 4)
      directory += Array(name.utf8)
    }
    let end =
      Array("PK\u{5}\u{6}".utf8) + number(0, 4) + number(UInt32(files.count), 2) + number(UInt32(files.count), 2)
      + number(UInt32(directory.count), 4) + number(UInt32(body.count), 4) + number(0, 2)
    return body + directory + end
  }

  /// A tar archive.
  package static func tar(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var out: [UInt8] = []
    for (name, bytes) in files {
      var header = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, _ place: Int) {
        header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
      }
      func octal(_ number: Int, _ width: Int) -> String {
        let digits = String(number, radix: 8)
        return String(repeating: "0", count: width - digits.count) + digits
      }
      put(name, 0)
      put("0000644", 100)
      put(octal(bytes.count, 11), 124)
      put("00000000000", 136)
      put("        ", 148)
      put("0", 156)
      put("ustar", 257)
      put("00", 263)
      put(octal(header.reduce(0) { $0 + Int($1) }, 6), 148)
      header[154] = 0
      out += header + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }
    return out + [UInt8](repeating: 0, count: 1024)
  }

  /// Bytes in gzip's shape, in blocks that are stored as they are.
  package static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(20_000)
      rest = rest.dropFirst(block.count)
      let count = UInt32(block.count)
      out += [rest.isEmpty ? 1 : 0] + number(count, 2) + number(~count & 0xFFFF, 2) + block
    } while !rest.isEmpty
    return out + number(crc(bytes), 4) + number(UInt32(truncatingIfNeeded: bytes.count), 4)
  }

  /// A workbook with one sheet.
  ///
  /// - Parameter isShared: whether texts stand in a table of their own, which comes after the sheet.
  package static func workbook(_ rows: [[String]], isShared: Bool) -> [UInt8] {
    var (sheet, texts, count) = ("", "", 0)
    for (number, row) in rows.enumerated() where !row.isEmpty {
      sheet += "<row r=\"\(number + 1)\">"
      for (column, cell) in row.enumerated() where !cell.isEmpty {
        let place = "\(Character(Unicode.Scalar(UInt8(0x41 + column))))\(number + 1)"
        let text = escaped(cell)
        if cell.utf8.allSatisfy({ $0 == 0x2E || ($0 >= 0x30 && $0 <= 0x39) }) {
          sheet += "<c r=\"\(place)\"><v>\(cell)</v></c>"
        } else if isShared {
          sheet += "<c r=\"\(place)\" t=\"s\"><v>\(count)</v></c>"
          texts += "<si><r><t xml:space=\"preserve\">\(text)</t></r><rPh><t>baca</t></rPh></si>"
          count += 1
        } else {
          sheet += "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
        }
      }
      sheet += "</row>"
    }
    return zip([
      ("[Content_Types].xml", Array("<Types/>".utf8)), ("xl/workbook.xml", Array("<workbook/>".utf8)),
      ("xl/worksheets/sheet1.xml", Array("<worksheet><sheetData>\(sheet)</sheetData></worksheet>".utf8)),
      ("xl/sharedStrings.xml", Array("<sst>\(texts)</sst>".utf8)),
    ])
  }

  package static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
      .replacing("\n", with: "&#10;").replacing("\t", with: "&#9;").replacing("\u{1}", with: "&#1;")
  }

  private static func number(_ value: UInt32, _ width: Int) -> [UInt8] {
    (0..<width).map { $0 < 4 ? UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) : 0 }
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
