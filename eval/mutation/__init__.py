"""Disclosures changed on purpose: does the system notice, and does the harness notice when it does not?

What is printed is changed in the PDF itself (`on_pdf`): a figure, two columns, a unit line, a header row, a
form's number, the department. That tests the whole way from the page to the answer, and it is the only way to
test the reading: what a missing header does cannot be known beforehand. Figures, columns and units are
changed in the parsed extraction as well (`on_extraction`): it costs a hundredth, so that every form and every
scanned page, whose print is a picture, has its turn; it tests identities and answers, and takes the reading
for granted.
"""
