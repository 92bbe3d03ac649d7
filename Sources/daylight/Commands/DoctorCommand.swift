import ArgumentParser
import Foundation

/// `daylight doctor`: whether what is optional is there, and how to get it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check the machine, and say how to get what is missing.")

    @OptionGroup var output: OutputOptions

    func run() throws {
        try output.print(header: ["check", "state", "what to do"]) { rows in
            for check in [Self.processors, Self.memory, Self.clock, Self.folder, Self.browser, Self.fonts] {
                let finding = check()
                try rows.write([.text(finding.name), .text(finding.state), .text(finding.advice)])
            }
        }
    }

    private struct Finding {
        var name: String
        var state: String
        var advice = ""
    }

    private static func processors() -> Finding {
        Finding(name: "processors", state: "\(ProcessInfo.processInfo.activeProcessorCount)")
    }

    private static func memory() -> Finding {
        let gigabytes = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
        let advice = gigabytes < 4 ? "ten million posts need about 3 GiB" : ""
        return Finding(name: "memory", state: "\((gigabytes * 10).rounded() / 10) GiB", advice: advice)
    }

    /// Evidence is dated by this clock: one that stands before this program was written is wrong.
    private static func clock() -> Finding {
        let isPlausible = Date().timeIntervalSince1970 > 1_760_000_000
        return Finding(
            name: "clock", state: isPlausible ? "plausible" : "wrong",
            advice: isPlausible ? "" : "set the date, for example with: apt-get install chrony")
    }

    private static func folder() -> Finding {
        let path = FileManager.default.currentDirectoryPath
        let isWritable = FileManager.default.isWritableFile(atPath: path)
        return Finding(
            name: "this folder", state: isWritable ? "writable" : "not writable",
            advice: isWritable ? "" : "change to a folder of your own, or use --out")
    }

    private static func browser() -> Finding {
        let found = program(["chromium", "google-chrome", "firefox", "firefox-esr"])
        return Finding(
            name: "browser for report.html", state: found ?? "not found",
            advice: found == nil ? "optional: apt-get install chromium, or open the report elsewhere" : "")
    }

    /// The report names its fonts and falls back on the system's: without these some scripts show as boxes.
    private static func fonts() -> Finding {
        let folders = ["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"]
        let isThere = folders.contains { FileManager.default.fileExists(atPath: $0) }
        return Finding(
            name: "fonts for all scripts", state: isThere ? "Noto" : "not found",
            advice: isThere ? "" : "optional: apt-get install fonts-noto-core fonts-noto-cjk")
    }

    private static func program(_ names: [String]) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return names.first { name in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
        }
    }
}
