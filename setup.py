"""What the wheel holds: the packages, and the folders beside them that the dashboard needs."""

from setuptools import find_packages, setup

# `perspectief.SITE` and `perspectief_core.published.shipped` find them: here in a checkout, there
# in an installed copy.
FOLDERS = {
    "perspectief.site": ".",
    "perspectief_core.published.published": "data/published",
    "perspectief_core.published.synthetic": "data/synthetic",
}

setup(
    script_name="setup.py",
    packages=[*find_packages(include=["perspectief*"]), *FOLDERS],
    package_dir=FOLDERS,
    package_data={
        "perspectief.intake.understanding": ["*.csv"],
        "perspectief.intake.values": ["*.csv"],
        "perspectief_core.audit": ["noise.csv"],
        "perspectief.screen": ["static/*"],
        "perspectief.takeaway.document": ["*.typ"],
        "perspectief.takeaway.picture": ["fonts/*"],
        "perspectief.takeaway.story": ["static/*", "*.typ"],
        "perspectief.site": ["pages/*.py", ".streamlit/config.toml"],
        "perspectief_core.published.published": ["*.csv"],
        "perspectief_core.published.synthetic": ["*.parquet", "manifest.json"],
    },
    include_package_data=False,
)
