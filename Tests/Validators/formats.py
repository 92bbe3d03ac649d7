"""Checks of what Daylight exports by the readers that the formats' own users have.

    python formats.py misp EVENT.json
    python formats.py ftm ENTITIES.json
    python formats.py graph GRAPH.gexf GRAPH.graphml NODES.csv EDGES.csv EXPECTED.json
    python formats.py notes FOLDER

Prints what is wrong, a line each, and ends with 1; prints nothing and ends with 0 where all is well.
"""

import csv
import json
import os
import re
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")
wrong = []


def check(condition, message):
    if not condition:
        wrong.append(message)


def misp(path):
    import jsonschema
    import pymisp
    from pymisp import MISPEvent, MISPObject

    text = open(path, encoding="utf-8").read()
    event = json.loads(text)
    schema = os.path.join(os.path.dirname(pymisp.__file__), "data", "schema-lax.json")
    jsonschema.validate(event, json.load(open(schema)))
    loaded = MISPEvent(strict_validation=True)
    loaded.load(text)
    body = event["Event"]
    objects, attributes = body.get("Object", []), body.get("Attribute", [])
    check(len(loaded.objects) == len(objects), "pymisp gives back fewer objects")
    check(len(loaded.attributes) == len(attributes), "pymisp gives back fewer attributes")
    uuids = [body["uuid"]]
    for attribute in attributes:
        uuids.append(attribute["uuid"])
    for thing in objects:
        uuids += [thing["uuid"]] + [a["uuid"] for a in thing["Attribute"]]
        uuids += [r["uuid"] for r in thing.get("ObjectReference", [])]
        strict = MISPObject(thing["name"], strict=True)
        strict.from_dict(**json.loads(json.dumps(thing)))
        strict.to_json()
        template = strict._definition["attributes"]
        for attribute in thing["Attribute"]:
            relation = attribute["object_relation"]
            check(relation in template, f"{thing['name']} has no relation {relation}")
            kind = template.get(relation, {}).get("misp-attribute")
            check(kind == attribute["type"], f"{thing['name']} {relation} is no {attribute['type']}")
            allowed = template.get(relation, {}).get("values_list")
            check(not allowed or attribute["value"] in allowed, f"{relation} may not be {attribute['value']}")
    check(len(uuids) == len(set(uuids)), "a UUID stands for two things")
    known = set(uuids)
    for thing in objects:
        for reference in thing.get("ObjectReference", []):
            check(reference["referenced_uuid"] in known, "a reference leads nowhere")
            check(reference["object_uuid"] == thing["uuid"], "a reference begins elsewhere")


def ftm(path):
    from followthemoney import model

    done = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "ftm"), "validate", "-i", path, "-o", path + ".out"],
        capture_output=True, text=True)
    check(done.returncode == 0, "ftm validate: " + done.stderr[-300:])
    if done.returncode != 0:
        return
    before = [json.loads(line) for line in open(path, encoding="utf-8", newline="\n")]
    after = [json.loads(line) for line in open(path + ".out", encoding="utf-8", newline="\n")]
    os.remove(path + ".out")
    ids = [entity["id"] for entity in before]
    check(len(ids) == len(set(ids)), "an id stands for two entities")
    check([entity["id"] for entity in after] == ids, "ftm gives back other entities")
    known = dict(zip(ids, before))
    for entity, cleaned in zip(before, after):
        schema = model.get(entity["schema"])
        required = {name for parent in schema.schemata for name in parent.required}
        # Who owns an account is what nobody knows.
        missing = required - set(entity["properties"]) - ({"sender"} if entity["schema"] == "Message" else set())
        # A post may have no text.
        missing -= {"bodyText"} if entity["schema"] == "Message" else set()
        check(not missing, f"{entity['schema']} lacks {sorted(missing)}")
        for name, values in entity["properties"].items():
            property = schema.properties[name]
            kept = cleaned["properties"].get(name, [])
            if property.type.name == "language":
                continue
            check(len(kept) == len(values), f"ftm drops {entity['schema']}.{name}: {values!r}"[:300])
            if property.type.name == "entity":
                for value in values:
                    check(value in known, f"{name} leads nowhere")
                    fits = value not in known or model.get(known[value]["schema"]).is_a(property.range)
                    check(fits, f"{entity['schema']}.{name} may not be a {known.get(value, {}).get('schema')}")


def graph(gexf, graphml, nodes, edges, expected):
    import igraph
    import networkx

    here = os.path.dirname(os.path.abspath(__file__))
    done = subprocess.run(
        ["xmllint", "--nonet", "--noout", "--huge", "--relaxng", os.path.join(here, "gexf-1.3.rng"), gexf],
        capture_output=True, text=True)
    check(done.returncode == 0, "xmllint: " + done.stderr[-500:])
    expected = json.load(open(expected, encoding="utf-8"))
    wanted_nodes = sorted(expected["nodes"])
    wanted = sorted((min(s, t), max(s, t), float(w), k) for s, t, w, k in expected["edges"])

    def compare(who, labels, ties):
        check(sorted(labels) == wanted_nodes, f"{who}: other nodes")
        check(sorted((min(s, t), max(s, t), w, k) for s, t, w, k in ties) == wanted, f"{who}: other edges")

    read = networkx.read_gexf(gexf, version="1.3")
    labels = {node: data["label"] for node, data in read.nodes(data=True)}
    kinds = lambda data: f"{data['trace']} {data['window_s']}"
    compare("networkx, GEXF", labels.values(),
            [(labels[s], labels[t], data["weight"], kinds(data)) for s, t, data in read.edges(data=True)])
    spells = sorted(list(spell) for _, _, data in read.edges(data=True) for spell in data.get("spells", []))
    check(spells == sorted(expected["spells"]), f"networkx, GEXF: other spells {spells[:3]}")

    read = networkx.read_graphml(graphml, force_multigraph=True)
    labels = {node: data["label"] for node, data in read.nodes(data=True)}
    compare("networkx, GraphML", labels.values(),
            [(labels[s], labels[t], data["weight"], kinds(data)) for s, t, data in read.edges(data=True)])

    read = igraph.Graph.Read_GraphML(graphml)
    labels = read.vs["label"] if read.vcount() else []
    compare("igraph, GraphML", labels,
            [(labels[e.source], labels[e.target], e["weight"], kinds(e.attributes())) for e in read.es])

    with open(nodes, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = {row["Id"]: row["Label"] for row in rows}
    with open(edges, encoding="utf-8", newline="") as file:
        ties = [(labels[row["Source"]], labels[row["Target"]], float(row["Weight"]), kinds(row))
                for row in csv.DictReader(file)]
    if expected["tables"]:
        compare("tables", labels.values(), ties)
    else:
        check(len(rows) == len(wanted_nodes) and len(ties) == len(wanted), "tables: other numbers of rows")


def notes(folder):
    import markdown_it
    import yaml

    files = {os.path.relpath(os.path.join(top, name), folder) for top, _, names in os.walk(folder) for name in names}
    folded = {name.lower() for name in files}
    check(len(folded) == len(files), "two names differ in capitals only")
    for name in files:
        for part in name.split("/"):
            check(not re.search(r'[<>:"\\|?*\x00-\x1f#^\[\]]', part), f"{part!r} is no name on Windows or in a link")
            check(len(part.encode()) <= 240 and part == part.strip(" .") and not part.startswith("."), f"{part!r}")
            check(part.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}, f"{part!r} is reserved")
    parser = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for name in files:
        text = open(os.path.join(folder, name), encoding="utf-8", newline="").read()
        if name.endswith(".canvas"):
            canvas = json.loads(text)
            ids = {node["id"] for node in canvas.get("nodes", [])}
            check(all(node["file"] in files for node in canvas.get("nodes", [])), "the canvas shows a note that is none")
            check(all(edge["fromNode"] in ids and edge["toNode"] in ids for edge in canvas.get("edges", [])),
                  "the canvas ties what is not there")
            continue
        _, front, body = text.split("---\n", 2)
        head = yaml.safe_load(front)
        check(isinstance(head, dict) and {"kind", "tlp"} <= set(head), f"{name}: odd properties")
        for target in re.findall(r"(?<!\\)\[\[([^\]|]*)", body):
            check(target + ".md" in files, f"{name} leads to {target}, which is no note")
        for target in re.findall(r'^  - "\[\[([^\]|]*)\]\]"$', front, re.M):
            check(target + ".md" in files, f"{name} leads to {target}, which is no note")
        html = parser.render(body)
        found = set(re.findall(r"<(\w+)", html)) - {"h1", "h2", "p", "ul", "li", "blockquote"}
        check(not found, f"{name}: becomes {sorted(found)}")
        check(not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", text),
              f"{name}: holds what cannot be seen")


globals()[sys.argv[1]](*sys.argv[2:])
for line in wrong[:20]:
    print(line)
sys.exit(1 if wrong else 0)
