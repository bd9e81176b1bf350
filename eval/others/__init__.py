"""Tables and questions that nobody here wrote: TAT-QA, AIT-QA, FinGLM (docs/others-data.md).

Their tables become cells and tables of this project, and the same code looks things up and computes. They are
no disclosures, two of them are English, and what that leaves unmeasured is said in the document.
"""
