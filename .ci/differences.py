"""The differences between an OpenAPI document and the one that is exported from its import, by kind.

    python3 .ci/differences.py BEFORE.json AFTER.json

Prints the differences of no listed kind, and fails if there are any.
"""

import json
import pathlib
import re
import sys

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}

# Each way in which the documents may differ; any other is a fault.
KINDS = {
    "api": "security schemes, further servers, tags, webhooks, extensions and contacts are those of the program",
    "operation-id": "an operation without a name is named after its method",
    "docs": "descriptions are those of the code: cut to what a reader of the code needs",
    "annotation": "titles, examples, extensions, links, callbacks and response headers are not in types",
    "constraint": "ranges, lengths, patterns and counts are not in types; an integer gets the range of its type",
    "format": "a format that has no type of its own becomes its plain type; a credential becomes a password",
    "status": "the only success of an operation is 200, or 204 without a body; errors are 4XX and 5XX",
    "error": "one error body stands for those of all statuses",
    "media-type": "one media type of several; JSON errors are `application/json`",
    "required-body": "a body is always sent",
    "required-list": "a list or map that is a parameter may be empty, so it is not required",
    "optional-parameter": "a parameter with a default, and one that is `null`, can be absent",
    "parameter": "a placeholder is named after its argument; one without a declaration is text",
    "text": "a header, a cookie and a path value are text or a number, a part is text or bytes",
    "header": "headers that the client or a security scheme sets are no parameters",
    "read-only": "a member of one direction is optional where its type goes both ways",
    "additional": "whether an object allows members that it does not declare",
    "all-of": "the parts of an `allOf` are one object",
    "union": "a union is an `anyOf`; equal variants are one, and those beside properties are optional members",
    "untyped": "what has no type is any value",
    "enum": "only strings are enums",
    "left-out": "what the import reports as left out",
}
ANNOTATIONS = {"title", "example", "examples", "externalDocs", "xml", "default", "discriminator", "deprecated", "readOnly"}
CONSTRAINTS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"}
CONSTRAINTS |= {"pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"}
SET_BY_CLIENT = {"accept", "content-type", "authorization", "host", "content-length", "connection", "transfer-encoding"}


def differences(before, after):
    """Yields the kind and the place of each difference; a kind that is not in `KINDS` is a fault."""
    compared = Comparison(before, after)
    compared.run()
    return compared.found


class Comparison:
    def __init__(self, before, after):
        self.before, self.after = before, after
        self.found = []
        self.visited = set()

    def add(self, kind, *place):
        self.found.append((kind, " ".join(map(str, place))))

    def fault(self, *place):
        self.add("fault", *place)

    def run(self):
        self.add("api", "the document")
        before, after = operations(self.before), operations(self.after)
        by_id = {operation.get("operationId"): (key, operation) for key, _, operation in after}
        by_key = {key: (key, operation) for key, _, operation in after}
        for key, item, operation in before:
            if "operationId" not in operation:
                self.add("operation-id", *key)
            found = by_id.get(operation.get("operationId")) or by_key.get(key)
            if found is None or found[0] != key:
                self.fault(*key, "is missing")
                continue
            self.operation(key, item, operation, found[1])
        if len(after) != len(before):
            self.fault(f"{len(before)} operations became {len(after)}")

    def operation(self, key, item, before, after):
        place = " ".join(key)
        self.docs(place, before, after)
        if before.get("deprecated", False) != after.get("deprecated", False):
            self.fault(place, "deprecated")
        if (before.get("security") == []) != (after.get("security") == []) and before.get("security") == []:
            self.fault(place, "security")
        if any(name in before for name in ("callbacks", "servers", "externalDocs")):
            self.add("annotation", place)
        self.parameters(place, key, item, before, after)
        self.body(place, before.get("requestBody"), after.get("requestBody"))
        self.responses(place, before.get("responses", {}), after.get("responses", {}))

    def docs(self, place, before, after):
        text = lambda node: " ".join(str(node.get(name, "")) for name in ("summary", "description")).split()
        if text(before) != text(after):
            self.add("docs", place)

    def parameters(self, place, key, item, before, after):
        own = [resolved(self.before, each) for each in before.get("parameters", [])]
        names = {(each.get("in"), each.get("name")) for each in own}
        shared = [resolved(self.before, each) for each in item.get("parameters", [])]
        first = own + [each for each in shared if (each.get("in"), each.get("name")) not in names]
        second = after.get("parameters", [])
        for place_of in ("query", "header", "cookie"):
            known = {name_of(each): each for each in second if each.get("in") == place_of}
            for each in (each for each in first if each.get("in") == place_of):
                name = name_of(each)
                if name in known:
                    self.parameter(f"{place} {place_of} {name}", each, known[name])
                elif place_of == "header" and name.lower() in SET_BY_CLIENT:
                    self.add("header", place, name)
                else:
                    self.fault(place, place_of, name, "is missing")
        if len([each for each in second if each["in"] == "path"]) != key[1].count("{}"):
            self.fault(place, "path values")
        elif {each["name"] for each in first if each["in"] == "path"} != {each["name"] for each in second if each["in"] == "path"}:
            self.add("parameter", place)

    def parameter(self, place, before, after):
        schema = self.resolve(after.get("schema", {}), self.after)
        own = before.get("schema", {})
        is_composed = schema.get("type") in ("array", "object") or "anyOf" in schema
        if before.get("required", False) and not after.get("required", False):
            nullable = self.types(self.resolve(own, self.before))[1]
            has_default = "default" in self.resolve(own, self.before)
            kind = "required-list" if is_composed else "optional-parameter" if nullable or has_default else "fault"
            self.add(kind, place)
        elif after.get("required", False) and not before.get("required", False):
            self.fault(place, "became required")
        if before.get("description", "") != after.get("description", ""):
            self.add("docs", place)
        if "content" in before or (before["in"] != "query" and schema.get("type") == "string"):
            self.add("text", place)
            return
        if is_composed:
            is_form = before.get("style", "form") == "form"
            explode = before.get("explode", is_form)
            if before["in"] == "query" and (before.get("style", "form"), explode) != (after.get("style"), after.get("explode")):
                self.fault(place, "style")
        self.schema(place, own, after.get("schema", {}), is_top=True)

    def body(self, place, before, after):
        before = resolved(self.before, before or {})
        content = before.get("content", {})
        if after is None:
            if content:
                self.add("left-out", place, "body")
            return
        if not before.get("required", False) and after.get("required", False):
            self.add("required-body", place)
        self.docs(f"{place} body", before, after)
        self.content(f"{place} body", content, after["content"])

    def content(self, place, before, after):
        for name, media in after.items():
            equal = next((other for other in before if essence(other) == name), None)
            if len(before) > 1 or equal is None:
                self.add("media-type", place)
            if equal is None:
                equal = next(iter(sorted(before, key=lambda other: "json" not in other)), None)
            if name.startswith("multipart/"):
                self.parts(place, before[equal].get("schema", {}), media["schema"])
            elif equal is not None and not ("octet" in name or name.startswith("text/")):
                self.schema(place, before[equal].get("schema", {}), media.get("schema", {}), is_top=True)

    def parts(self, place, before, after):
        members, others = self.merged(place, before).get("properties", {}), after.get("properties", {})
        if members and set(members) != set(others):
            self.fault(place, "parts", set(members) ^ set(others))
        self.add("text", place)

    def responses(self, place, before, after):
        before = {status.upper(): resolved(self.before, each) for status, each in before.items() if not status.startswith("x-")}
        successes = {status: each for status, each in before.items() if status.startswith("2")}
        if not successes and not any(status.startswith("3") for status in before):
            successes = {status: each for status, each in before.items() if status == "DEFAULT"}
        if any(each.get("headers") or each.get("links") for each in before.values()):
            self.add("annotation", place, "headers")
        for status, response in after.items():
            if status in ("4XX", "5XX"):
                continue
            equal = successes.get(status)
            with_content = [each for each in successes.values() if each.get("content")]
            if equal is None or bool(equal.get("content")) != bool(response.get("content")):
                self.add("status", place, status)
                equal = with_content[0] if with_content and response.get("content") else None
            if response.get("content") and equal is not None:
                self.content(f"{place} {status}", equal.get("content", {}), response["content"])
        errors = [each for status, each in before.items() if status not in successes and not status.startswith(("1", "3"))]
        self.add("status", place, "errors")
        if any(each.get("content") for each in errors):
            self.add("error", place)

    def resolve(self, schema, document):
        return resolved(document, schema) if isinstance(schema, dict) else {}

    def schema(self, place, before, after, is_top=False):
        """`is_top` for a whole parameter or body, where an absent value stands for `null`."""
        pair = (before.get("$ref") if isinstance(before, dict) else None, after.get("$ref"))
        if pair[0] and pair[1]:
            if pair in self.visited:
                return
            self.visited.add(pair)
        before = self.merged(place, before)
        after = self.resolve(after, self.after)
        self.small(place, before, after)
        (first, first_null), (second, second_null) = self.types(before), self.types(after)
        if is_any(after):
            if not is_any(before):
                self.add("untyped", place)
            return
        if first_null != second_null and not (is_top and first_null):
            self.fault(place, "null", first_null, second_null)
        if "enum" in before or "const" in before or "enum" in after:
            return self.enum(place, before, after)
        variants, others = self.variants(before, self.before), self.variants(after, self.after)
        if variants or others:
            return self.union(place, before, after, variants, others)
        if "object" in (kind_of(before), kind_of(after)):
            return self.object(place, before, after)
        if kind_of(before) == kind_of(after) == "array":
            return self.schema(f"{place}[]", before.get("items", {}), after.get("items", {}))
        if len(first) > 1:
            return self.add("union", place)
        if kind_of(before) != kind_of(after):
            is_bytes = kind_of(before) in ("", "file")
            self.add("format" if is_bytes else "fault", place, kind_of(before), kind_of(after))

    def merged(self, place, schema):
        schema = self.resolve(schema, self.before)
        if "allOf" not in schema:
            return schema
        self.add("all-of", place)
        merged = {name: value for name, value in schema.items() if name != "allOf"}
        for part in schema["allOf"]:
            part = self.merged(place, part)
            members = {**part.get("properties", {}), **merged.get("properties", {})}
            required = [*merged.get("required", []), *part.get("required", [])]
            merged = {**part, **merged}
            if members:
                merged["properties"] = members
            if required:
                merged["required"] = required
        return merged

    def small(self, place, before, after):
        if str(before.get("description", "")).split() != str(after.get("description", "")).split():
            self.add("docs", place)
        names = set(before) | set(after)
        if any(before.get(name) != after.get(name) for name in names if name in ANNOTATIONS or name.startswith("x-")):
            self.add("annotation", place)
        if any(before.get(name) != after.get(name) for name in names & CONSTRAINTS):
            self.add("constraint", place)
        if before.get("format") != after.get("format"):
            self.add("format", place)

    def types(self, schema):
        """The kinds without `null`, and whether `null` is allowed."""
        named = schema.get("type", [])
        named = [named] if isinstance(named, str) else named
        variants = [each for name in ("oneOf", "anyOf") for each in schema.get(name, [])]
        nullable = schema.get("nullable") is True or schema.get("x-nullable") is True or "null" in named
        nullable |= None in schema.get("enum", []) or any(is_null(each) for each in variants)
        return [name for name in named if name != "null"], nullable

    def enum(self, place, before, after):
        values = before.get("enum", [before["const"]] if "const" in before else [])
        values = {str(value) for value in values if value is not None}
        others = {str(value) for value in after.get("enum", []) if value is not None}
        if values != others:
            self.add("enum" if not others else "union" if values <= others else "fault", place)

    def variants(self, schema, document):
        variants = [each for name in ("oneOf", "anyOf") for each in schema.get(name, []) if not is_null(each)]
        typed = [each for each in variants if set(each) - {"required", "not", "description", "title"}]
        return typed

    def union(self, place, before, after, variants, others):
        if len(variants) == 1 and not others:
            return self.schema(place, variants[0], after)
        if len(variants) == len(others) and not before.get("properties"):
            by_kind = lambda document: lambda schema: kind_of(resolved(document, schema))
            pairs = zip(sorted(variants, key=by_kind(self.before)), sorted(others, key=by_kind(self.after)))
            for index, (first, second) in enumerate(pairs):
                self.schema(f"{place}|{index}", first, second, is_top=True)
            return
        self.add("union", place)

    def object(self, place, before, after):
        if kind_of(before) != kind_of(after):
            return self.fault(place, kind_of(before), kind_of(after))
        members, others = before.get("properties", {}), after.get("properties", {})
        if set(members) != set(others):
            self.fault(place, "members", set(members) ^ set(others))
        required, required_after = set(before.get("required", [])) & set(members), set(after.get("required", []))
        for name in required - required_after:
            member = self.merged(place, members[name])
            is_one_way = member.get("readOnly") or member.get("writeOnly")
            self.add("read-only" if is_one_way else "fault", place, name, "is not required")
        for name in required_after - required:
            self.fault(place, name, "became required")
        additional, additional_after = before.get("additionalProperties"), after.get("additionalProperties")
        if isinstance(additional, dict) and additional and isinstance(additional_after, dict):
            self.schema(f"{place}.*", additional, additional_after)
        elif (additional or None) != (additional_after or None):
            self.add("additional", place)
        for name in set(members) & set(others):
            self.schema(f"{place}.{name}", members[name], others[name])


def operations(document):
    found = []
    for path, item in document.get("paths", {}).items():
        item = resolved(document, item)
        for method, operation in item.items():
            if method in METHODS and not path.startswith("x-"):
                found.append(((method, shape(path)), item, operation))
    return found


def resolved(document, node):
    """The target of a reference, with the members that stand beside it."""
    for _ in range(20):
        if not (isinstance(node, dict) and str(node.get("$ref", "")).startswith("#/")):
            break
        beside = {name: value for name, value in node.items() if name != "$ref"}
        target = document
        for token in node["$ref"][2:].split("/"):
            target = target.get(token.replace("~1", "/").replace("~0", "~"), {})
        node = {**target, **beside}
    return node


def shape(path):
    return re.sub(r"\{[^}]*\}", "{}", path.split("#")[0].split("?")[0])


def name_of(parameter):
    """`ids[]` and `ids` are one name."""
    name = parameter["name"].removesuffix("[]")
    return name.lower() if parameter["in"] == "header" else name


def essence(media_type):
    return media_type.split(";")[0].strip()


def is_null(schema):
    return schema.get("type") == "null" or schema.get("enum") == [None] or ("const" in schema and schema["const"] is None)


def is_any(schema):
    return not set(schema) & {"type", "properties", "items", "enum", "const", "anyOf", "oneOf", "allOf", "additionalProperties"}


def kind_of(schema):
    named = schema.get("type")
    named = [named] if isinstance(named, str) else named or []
    named = [name for name in named if name != "null"]
    if named:
        return named[0]
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    return "array" if "items" in schema else "string" if set(schema) & {"format", "pattern"} else ""


def main():
    before, after = (json.loads(pathlib.Path(file).read_text()) for file in sys.argv[1:3])
    found = differences(before, after)
    for kind, place in found:
        if kind not in KINDS:
            print(place)
    sys.exit(any(kind not in KINDS for kind, _ in found))


if __name__ == "__main__":
    main()
