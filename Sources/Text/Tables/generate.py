#!/usr/bin/env python3
"""Generates Sources/CUnicode/tables.c from the Unicode data inside ICU (Debian: libicu72).

    python3 Sources/Text/Tables/generate.py [file to write instead]

Nothing is downloaded. The Unicode version of the ICU found is written into the table. What is not Unicode's data but
ours stands in this file: which names of characters make an alphabet a disguise, and LOOK_ALIKES, the letters that pass
for a Latin one in the eyes of a reader, beyond Unicode's confusables.
"""
import ctypes
import glob
import itertools
import pathlib
import re
import sys

version = sorted(re.search(r"\.so\.(\d+)$", path).group(1) for path in glob.glob("/usr/lib/*/libicuuc.so.*[0-9]") if re.search(r"\.so\.\d+$", path))[-1]
common = ctypes.CDLL(f"libicuuc.so.{version}")
i18n = ctypes.CDLL(f"libicui18n.so.{version}")


def function(library, name, result, *arguments):
    found = getattr(library, f"{name}_{version}")
    found.restype, found.argtypes = result, list(arguments)
    return found


c_int, c_void, c_char, c_ubyte = ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_ubyte
error = ctypes.byref(c_int(0))
char_type = function(common, "u_charType", c_ubyte, c_int)
to_lower = function(common, "u_tolower", c_int, c_int)
to_upper = function(common, "u_toupper", c_int, c_int)
digit_value = function(common, "u_charDigitValue", c_int, c_int)
countries = function(common, "uloc_getISOCountries", ctypes.POINTER(ctypes.c_char_p))
char_name = function(common, "u_charName", c_int, c_int, c_int, c_char, c_int, c_void)
property_value = function(common, "u_getIntPropertyValue", c_int, c_int, c_int)
has_property = function(common, "u_hasBinaryProperty", c_ubyte, c_int, c_int)
script_of = function(common, "uscript_getScript", c_int, c_int, c_void)
unicode_version = function(common, "u_getUnicodeVersion", None, c_void)
nfc = function(common, "unorm2_getNFCInstance", c_void, c_void)(error)
nfkc = function(common, "unorm2_getNFKCInstance", c_void, c_void)(error)
raw_decomposition = function(common, "unorm2_getRawDecomposition", c_int, c_void, c_int, c_void, c_int, c_void)
decomposition = function(common, "unorm2_getDecomposition", c_int, c_void, c_int, c_void, c_int, c_void)
compose_pair = function(common, "unorm2_composePair", c_int, c_void, c_int, c_int)
combining_class = function(common, "unorm2_getCombiningClass", c_ubyte, c_void, c_int)
open_spoof = function(i18n, "uspoof_open", c_void, c_void)
skeleton_of = function(i18n, "uspoof_getSkeletonUTF8", c_int, c_void, ctypes.c_uint32, c_char, c_int, c_char, c_int, c_void)
spoof = open_spoof(error)

# ICU's numbers, from uchar.h and uscript.h.
EMOJI_PRESENTATION, EXTENDED_PICTOGRAPHIC, DEFAULT_IGNORABLE, BIDI_CONTROL, WHITE_SPACE = 58, 64, 5, 2, 31
DECOMPOSITION_TYPE, NFC_QUICK_CHECK, NFC_YES = 0x1003, 0x100E, 1
SCRIPTS = {25: 0, 2: 1, 8: 2, 14: 3, 17: 4, 20: 5, 22: 5, 18: 6, 38: 7, 10: 8, 35: 9}  # to the order of Text.Script
SCRIPT_OTHER = 10
FONT, CIRCLE, SUB, SUPER, WIDE = 5, 3, 14, 15, 17
OTHER, LETTER, DIGIT, MARK, EMOJI, SPACE, INVISIBLE, DIRECTION = range(8)
STYLED, ENCLOSED = 1, 2
UPPER, EXOTIC, COMPOSES = 1, 2, 4
# Scripts whose letters nobody mixes with Latin words, by ICU's numbers: Cherokee, Coptic, Deseret, Gothic, Old Italic,
# Canadian syllabics, Lisu.
RARE_SCRIPTS = (6, 7, 9, 13, 30, 40, 131)
# Letters of the phonetic and extended blocks that living orthographies use (Azeri, Ewe, Akan, Hausa).
LIVING = set("əƏɛƐɔƆɓƁɗƊƙƘƴƳɖƉƒƑɣƔʋƲŋ")
# Signs, though Unicode counts them among letters or dressed text.
SIGNS = {0x2120, 0x2122, 0x2139, 0x02BC}
# Characters read as an ASCII sign: apostrophes, dots and slashes of links, besides all full-width signs.
SIGN_FOLDS = {0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x2024: ".", 0xFE52: ".", 0x2044: "/", 0x2215: "/"}
LINE_BREAKS = (0x85, 0x2028, 0x2029)

# Letters that pass for Latin ones inside a Latin word. Unicode's confusables speak of exact look-alikes; these are the
# further ones that a reader takes for the letter.
LOOK_ALIKES = {}
for pairs in (
    "аaбbвbгrдdеeёeєeжxзzиnйnіiїiјjкkлlмmнhоoпnрpсcтtуyфfхxцuчyшwщwъbыbьbэeюoяrѕsћhџuґrғfқkңhүyұyҳxһhӏlԁdԛqԝwѵvѡwҽeҿeӄkӊh"
    "АaБbВbГrДdЕeЁeЄeЖxЗzИnЙnІiЇiЈjКkЛlМmНhОoПnРpСcТtУyФfХxЦuЧyШwЩwЪbЫbЬbЭeЮoЯrЅsҐrҒfҚkҢhҮyҰyҲxҺhӀl"
    "αaβbγyδdεeζzηnθoιiκkλaμuνvξeοoπnρpσoςsτtυuφoχxψwωwΑaΒbΓrΔaΕeΖzΗhΘoΙiΚkΛaΜmΝnΞeΟoΠnΡpΣeΤtΥyΦoΧxΨwΩoάaέeήnίiόoύuώw"
    "ɑaʙbɔoəeǝeɛeɜeɡgɢgɣyɥuɪiɩiɯmɴnɵoɹrɾrɿrʀrʁrʃsʇtʊuʋvʌaʍmʎyʏyʟlʜhʞkʘoƅbƨsƽsɐaɓbɕcɖdɗdɘeɟjɠgɦhɫlɬlɭlɱmɲnɳnɻrɽrʂsʈtʐzʑzʝjʠq"
    "ᑭpᑌuᒪlᗩaᗯwᑎnᗷbᗪdᕮeᗴeᖴfᘜgᕼhᒍjᖇrᔕsᗰm᙭xᐯvᑕcᗞdᕿqᛕkᏆiᐃaᐱaᒥrᖗcᖘcᗝoᗱeᗲe"
    "ყyჩhხbᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢzոnսuօoհhցgքpζz"
).split():
    for index in range(0, len(pairs), 2):
        LOOK_ALIKES[ord(pairs[index])] = pairs[index + 1]


def name_of(scalar):
    buffer = ctypes.create_string_buffer(200)
    char_name(scalar, 0, buffer, 200, ctypes.byref(c_int(0)))
    return buffer.value.decode()


def utf16(call, instance, scalar):
    buffer = (ctypes.c_uint16 * 64)()
    count = call(instance, scalar, buffer, 64, ctypes.byref(c_int(0)))
    return "" if count < 0 else bytes(buffer)[: count * 2].decode("utf-16-le")


def confusable(scalar):
    """The Latin letter whose look Unicode says a letter has; small letters of Cherokee look like small capitals."""
    return exact(scalar) or exact(to_upper(scalar))


def exact(scalar):
    out = ctypes.create_string_buffer(64)
    text = chr(scalar).encode()
    count = skeleton_of(spoof, 0, text, len(text), out, 64, ctypes.byref(c_int(0)))
    text = out.raw[:count].decode(errors="replace")
    return text.lower() if len(text) == 1 and text.isascii() and text.isalpha() else None


alphabets = []


def alphabet_number(name):
    if name not in alphabets:
        alphabets.append(name)
    return alphabets.index(name) + 1


DIGITS = {w: str(n) for n, w in enumerate("ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN TWENTY".split())}


def dressed(scalar, name):
    """(kind, alphabet, folded text) of a letter or digit of a decorative alphabet, or None."""
    kind = property_value(scalar, DECOMPOSITION_TYPE)
    plain = utf16(decomposition, nfkc, scalar).lower()
    enclosed = re.match(r"^(?:DINGBAT )?((?:NEGATIVE |DOUBLE |CROSSED )*(?:CIRCLED|SQUARED|PARENTHESIZED|TORTOISE SHELL BRACKETED|OUTLINED)(?: ITALIC)?)(?: SANS-SERIF)? (?:LATIN (?:CAPITAL|SMALL) LETTER ([A-Z])|(?:DIGIT|NUMBER) ([A-Z]+))$", name)
    if enclosed and (enclosed.group(2) or enclosed.group(3) in DIGITS):
        return ENCLOSED, "ENCLOSED " + enclosed.group(1), (enclosed.group(2) or DIGITS[enclosed.group(3)]).lower()
    small = re.match(r"^LATIN LETTER SMALL CAPITAL ([A-Z])$", name)
    if small:
        return STYLED, "SMALL CAPITAL", small.group(1).lower()
    greek = re.match(r"^MATHEMATICAL .* (?:CAPITAL|SMALL) (ALPHA|BETA|GAMMA|DELTA|EPSILON|ZETA|ETA|THETA|IOTA|KAPPA|LAMDA|MU|NU|XI|OMICRON|PI|RHO|SIGMA|FINAL SIGMA|TAU|UPSILON|PHI|CHI|PSI|OMEGA)$", name)
    if greek and len(plain) == 1 and ord(plain) in LOOK_ALIKES:
        return STYLED, re.sub(r" (CAPITAL|SMALL) .*$", "", name), LOOK_ALIKES[ord(plain)]
    if scalar in SIGNS or not (plain.isascii() and plain.isalnum()):
        return None
    if kind == FONT:
        style = re.sub(r" (CAPITAL|SMALL|DIGIT)\b.*$", "", name)
        style = {"DOUBLE-STRUCK": "MATHEMATICAL DOUBLE-STRUCK", "SCRIPT": "MATHEMATICAL SCRIPT", "BLACK-LETTER": "MATHEMATICAL FRAKTUR", "PLANCK CONSTANT": "MATHEMATICAL ITALIC"}.get(style, style)
        return STYLED, style, plain
    if kind == WIDE:
        return STYLED, "FULLWIDTH", plain
    if kind == SUPER and scalar not in (0xAA, 0xBA):
        return STYLED, "SUPERSCRIPT", plain
    if kind == SUB:
        return STYLED, "SUBSCRIPT", plain
    return None


def record(scalar):
    name = name_of(scalar)
    category = char_type(scalar)
    kind = alphabet = flags = 0
    script = SCRIPTS.get(script_of(scalar, ctypes.byref(c_int(0))), SCRIPT_OTHER)
    lower = to_lower(scalar)
    fold = chr(lower) if lower != scalar else ""
    if has_property(scalar, BIDI_CONTROL):
        group = DIRECTION
    elif has_property(scalar, DEFAULT_IGNORABLE) or scalar == 0x00AD:
        group = INVISIBLE
    elif scalar in SIGNS:
        group = OTHER
    elif category in (1, 2, 3, 4, 5, 10):
        group = LETTER
    elif category in (6, 7, 8):
        group = MARK
    elif category == 9:
        group = DIGIT
    elif has_property(scalar, WHITE_SPACE):
        group = SPACE
    elif has_property(scalar, EMOJI_PRESENTATION) or (has_property(scalar, EXTENDED_PICTOGRAPHIC) and scalar > 0x2150):
        group = EMOJI
    else:
        group = OTHER
    if category == 1:
        flags |= UPPER
    found = dressed(scalar, name) if scalar > 0x7F else None
    if found:
        kind, alphabet, fold = found[0], alphabet_number(found[1]), found[2]
        group = LETTER if fold.isalpha() else DIGIT
        script = 0
        if "CAPITAL" in name and "SMALL CAPITAL" not in name:
            flags |= UPPER
    look = LOOK_ALIKES.get(scalar, None)
    if not found and group == LETTER and scalar > 0x7F:
        plain = utf16(decomposition, nfc, scalar)
        base = plain[:1].lower()
        compatible = utf16(decomposition, nfkc, scalar).lower()
        latin = re.match(r"^LATIN (?:CAPITAL |SMALL )LETTER (?:DOTLESS |LONG |REVERSED |TURNED )?([A-Z])(?: WITH .*)?$", name)
        if script == 0 and plain and base.isascii() and base.isalpha():
            fold = base
        elif scalar == 0xDF:
            fold = "ss"
        elif name.startswith("LATIN") and re.search(r"LETTER (AE|OE|IJ)$", name):
            fold = name[-2:].lower()
        elif script == 0 and compatible.isascii() and compatible.isalpha() and scalar not in (0xAA, 0xBA):
            fold = compatible  # ligatures, Roman numerals
        elif script == 0 and latin:
            fold = latin.group(1).lower()
        elif script == 0 and look:
            fold = look
        if script == 0 and (0x0180 <= scalar <= 0x02AF or 0x1D00 <= scalar <= 0x1DBF or 0x2C60 <= scalar <= 0x2C7F or 0xA720 <= scalar <= 0xA7FF) and len(fold) == 1 and fold.isascii() and not plain and chr(scalar) not in LIVING:
            flags |= EXOTIC
        if script != 0 and not look and script in (2, 3, SCRIPT_OTHER):
            look = confusable(scalar)
        if look and script == SCRIPT_OTHER and script_of(scalar, ctypes.byref(c_int(0))) in RARE_SCRIPTS:
            flags |= EXOTIC
    if group == DIGIT and scalar > 0x7F and not found:
        fold = str(digit_value(scalar))
    if group == SPACE and scalar > 0x7F:
        fold = "\n" if scalar in LINE_BREAKS else " "
    if group == OTHER and scalar in SIGN_FOLDS:
        fold = SIGN_FOLDS[scalar]
    elif group == OTHER and property_value(scalar, DECOMPOSITION_TYPE) == WIDE:
        fold = utf16(decomposition, nfkc, scalar)
    if property_value(scalar, NFC_QUICK_CHECK) != NFC_YES or combining_class(nfc, scalar) != 0:
        flags |= COMPOSES
    if group == MARK and (script == SCRIPT_OTHER or 0x483 <= scalar <= 0x489) and (0x300 <= scalar <= 0x36F or 0x1AB0 <= scalar <= 0x1AFF or 0x1DC0 <= scalar <= 0x1DFF or 0x20D0 <= scalar <= 0x20FF or 0xFE20 <= scalar <= 0xFE2F or 0x483 <= scalar <= 0x489):
        script = 0  # marks that may be put upon Latin letters
    return (group, script, kind, alphabet, flags, combining_class(nfc, scalar), ord(look) if look and script != 0 else 0, fold)


records, index_of, blocks, block_of, index = [], {}, [], {}, []
BLOCK = 128
unassigned = (OTHER, SCRIPT_OTHER, 0, 0, 0, 0, 0, "")
for start in range(0, 0x110000, BLOCK):
    block = []
    for scalar in range(start, start + BLOCK):
        if 0xD800 <= scalar <= 0xDFFF or char_type(scalar) in (0, 17, 18) and not has_property(scalar, DEFAULT_IGNORABLE):
            entry = unassigned
        else:
            entry = record(scalar)
        if entry not in index_of:
            index_of[entry] = len(records)
            records.append(entry)
        block.append(index_of[entry])
    key = tuple(block)
    if key not in block_of:
        block_of[key] = len(blocks)
        blocks.append(key)
    index.append(block_of[key])

pairs, singles = [], []
for scalar in range(0x110000):
    if 0xD800 <= scalar <= 0xDFFF or 0xAC00 <= scalar <= 0xD7A3:
        continue
    raw = utf16(raw_decomposition, nfc, scalar)
    if not raw:
        continue
    first, second = ord(raw[0]), ord(raw[1]) if len(raw) > 1 else 0
    singles.append((scalar, first, second))
    if second and compose_pair(nfc, first, second) == scalar:
        pairs.append((first, second, scalar))
pairs.sort()

pool = b""
offsets = {}
for entry in records:
    text = entry[7].encode()
    if text and text not in offsets:
        offsets[text] = len(pool)
        pool += text

numbers = (ctypes.c_uint8 * 4)()
unicode_version(numbers)


def rows(values, render, per_line):
    lines = [", ".join(render(value) for value in values[i : i + per_line]) for i in range(0, len(values), per_line)]
    return ",\n  ".join(lines)


# Flags are pairs of regional letters: ISO 3166 and what CLDR adds to it.
regions = {"AC", "CP", "CQ", "DG", "EA", "EU", "IC", "TA", "UN", "XK"}
for country in itertools.takewhile(lambda code: code is not None, (countries()[i] for i in itertools.count())):
    regions.add(country.decode())
flags_of = [0] * 26
for region in regions:
    flags_of[ord(region[0]) - 65] |= 1 << (ord(region[1]) - 65)

root = pathlib.Path(__file__).resolve().parents[2]
out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "CUnicode" / "tables.c"
with out.open("w") as file:
    file.write(f"// Generated by Sources/Text/Tables/generate.py from ICU {version}'s data. Do not edit.\n")
    file.write('#include "CUnicode.h"\n\n')
    file.write(f'const char saring_unicode_version[] = "{numbers[0]}.{numbers[1]}";\n\n')
    file.write(f"const uint16_t saring_unicode_index[{len(index)}] = {{\n  {rows(index, str, 24)}}};\n\n")
    flat = [value for block in blocks for value in block]
    file.write(f"const uint16_t saring_unicode_blocks[{len(flat)}] = {{\n  {rows(flat, str, 24)}}};\n\n")

    def render(entry):
        text = entry[7].encode()
        numbers = list(entry[:7]) + [len(text), offsets.get(text, 0)]
        return "{" + ",".join(map(str, numbers)) + "}"

    file.write(f"const saring_unicode_record saring_unicode_records[{len(records)}] = {{\n  {rows(records, render, 6)}}};\n\n")
    file.write(f"const uint8_t saring_unicode_folds[{len(pool)}] = {{\n  {rows(list(pool), str, 32)}}};\n\n")
    file.write(f"const uint32_t saring_unicode_regions[26] = {{\n  {rows(flags_of, str, 13)}}};\n\n")
    file.write(f"const size_t saring_unicode_pair_count = {len(pairs)};\n")
    file.write(f"const saring_unicode_pair saring_unicode_pairs[{len(pairs)}] = {{\n  {rows(pairs, lambda p: '{%d,%d,%d}' % p, 6)}}};\n\n")
    file.write(f"const size_t saring_unicode_decomposition_count = {len(singles)};\n")
    file.write(f"const saring_unicode_decomposition saring_unicode_decompositions[{len(singles)}] = {{\n  {rows(singles, lambda p: '{%d,%d,%d}' % p, 6)}}};\n")
print(f"Unicode {numbers[0]}.{numbers[1]}: {len(records)} records, {len(blocks)} blocks, {len(pairs)} pairs, {len(alphabets)} alphabets")
print(", ".join(f"{number} {name}" for number, name in enumerate(alphabets, 1)))
