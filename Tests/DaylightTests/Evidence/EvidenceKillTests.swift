import Foundation
import Testing

@Suite("Evidence and sudden death")
struct EvidenceKillTests {
    @Test("what was acknowledged is there after a kill at any moment, and the log verifies", arguments: 0..<5)
    func kills(number: Int) throws {
        try OversightScene.with { scene in
            try scene.write("geheim\n", "phrase")
            try scene.run("evidence key --holder newsroom.example --passphrase-file phrase --case case")
            try FileManager.default.createDirectory(atPath: scene.folder + "/files", withIntermediateDirectories: true)
            for file in 0..<300 {
                try scene.write(String(repeating: "\(file) ", count: 1 + file * 7), "files/\(file).txt")
            }
            // The program prints a record when it is safe; it is killed a little later each time.
            let line = """
                daylight evidence add files/*.txt --case case --limits x --format ndjson > told & child=$!
                while test "$(grep -c . told)" -lt \(1 + number * 40); do kill -0 $child 2> /dev/null || break; done
                kill -9 $child; wait $child 2> /dev/null; true
                """
            _ = try CommandLine.typed("touch told; " + line, in: scene.folder)
            let told = try scene.text("told").split(separator: "\n").filter { $0.hasSuffix("}") }.compactMap {
                $0.split(separator: "\"").dropFirst(3).first.map(String.init)
            }
            #expect(!told.isEmpty)
            try scene.run("evidence verify --case case")
            // A checkpoint that is killed, too.
            let signing = """
                daylight evidence checkpoint --case case --passphrase-file phrase > note & child=$!
                sleep 0.\(number * 2); kill -9 $child 2> /dev/null; wait $child 2> /dev/null; true
                """
            _ = try CommandLine.typed(signing, in: scene.folder)
            try scene.run("evidence verify --case case")
            let listed = Set(try scene.rows("evidence list --case case").compactMap { $0["record"] })
            #expect(listed.isSuperset(of: told))
            // And it goes on.
            try scene.run("evidence add files/1.txt --case case --limits again")
            try scene.run("evidence checkpoint --case case --passphrase-file phrase")
            try scene.run("evidence verify --case case")
        }
    }
}
