// What belongs here: how the bytes of a post become the objects that two accounts can share, one file a trace. All is
// pure: bytes in, bytes out, nothing read and nothing kept. What does not: knowing formats, and deciding what matters.
//
// A missing value is missing: it never becomes an object, so that two posts without a link do not share one.
