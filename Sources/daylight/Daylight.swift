import ArgumentParser

@main
struct Daylight: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daylight", abstract: "Find coordinated networks in platform data, and keep the proof.")
}
