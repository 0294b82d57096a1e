"""Bytes to plain values and back: files, tables, trees and shapes, with every fault told."""
