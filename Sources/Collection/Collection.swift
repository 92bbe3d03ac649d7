// Collection asks other machines: the only room that opens connections to the outside. It fetches and does nothing else;
// what an answer means is for whoever asked.
//
// What belongs here: addresses that may be asked, fetching within limits. What does not: whom to ask, which is chosen by
// the user and never by data; reading what came (Intake); keeping it (Workspace).
