import Digests
package import Dumps
package import Rules
import YAMLFiles

/// What became of loading format files.
package struct FormatLoad: Sendable {
  /// nil where there is any diagnostic.
  package let formats: FormatSet?
  /// Everything that is wrong, in the order of folders, files and lines.
  package let diagnostics: [Diagnostic]
}

/// Reads the maps of some folders, and those that the program brings along. Prints nothing, throws nothing: whatever is
/// wrong is a diagnostic.
///
/// - Parameter directories: folders whose `*.yaml` and `*.yml` are maps. Files are held against them before the program's
///   own, in the order of folders and names; a map with the name of one of those takes its place.
package func loadFormats(directories: [String] = []) -> FormatLoad {
  var reader = FormatFileReader()
  for directory in directories {
    for path in reader.problems.yamlFiles(in: directory) { reader.read(path: path) }
  }
  return load(reader)
}

/// The same of single files.
package func loadFormats(files: [String]) -> FormatLoad {
  var reader = FormatFileReader()
  for path in files { reader.read(path: path) }
  return load(reader)
}

private func load(_ reader: FormatFileReader) -> FormatLoad {
  let own = Set(reader.maps.map(\.name))
  let diagnostics = reader.problems.finished() + stock.diagnostics
  guard diagnostics.isEmpty else { return FormatLoad(formats: nil, diagnostics: diagnostics) }
  let maps = reader.maps + stock.maps.filter { !own.contains($0.name) }
  return FormatLoad(formats: FormatSet(maps, digest: digest(of: maps)), diagnostics: [])
}

/// SHA-256 over the maps in their order, each as it reflects itself; comments and layout of the files do not count.
private func digest(of maps: [FormatMap]) -> String {
  var hash = SHA256()
  for map in maps {
    let form = Array("\(String(reflecting: map))\u{0}".utf8)
    hash.update(form.span)
  }
  return hash.hexDigest()
}

/// The program's own maps, read once.
private let stock: (maps: [FormatMap], diagnostics: [Diagnostic]) = {
  var reader = FormatFileReader()
  for (name, bytes) in stockMaps {
    reader.read(SourceText(file: name, text: String(decoding: bytes, as: UTF8.self)))
  }
  return (reader.maps, reader.problems.finished())
}()

/// The program's own maps, in the order in which files are held against them.
private var stockMaps: [(name: String, bytes: [UInt8])] {
  [
    ("yt-dlp.yaml", PackageResources.yt_dlp_yaml),
    ("instagram-graphql.yaml", PackageResources.instagram_graphql_yaml),
    ("apify-instagram.yaml", PackageResources.apify_instagram_yaml),
    ("instagrapi.yaml", PackageResources.instagrapi_yaml),
    ("instagram-keyed.yaml", PackageResources.instagram_keyed_yaml),
    ("youtube-comment-downloader.yaml", PackageResources.youtube_comment_downloader_yaml),
    ("facebook-graph-api.yaml", PackageResources.facebook_graph_api_yaml),
    ("tiktok.yaml", PackageResources.tiktok_yaml),
    ("tiktok-csv.yaml", PackageResources.tiktok_csv_yaml),
    ("reddit.yaml", PackageResources.reddit_yaml),
    ("exportcomments.yaml", PackageResources.exportcomments_yaml),
    ("wordpress.yaml", PackageResources.wordpress_yaml),
    ("disqus.yaml", PackageResources.disqus_yaml),
  ]
}
