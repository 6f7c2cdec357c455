@main struct Saring { static func main() {} }
